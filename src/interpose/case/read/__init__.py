"""From files to typed rows: every file read once, every fault with its place."""
