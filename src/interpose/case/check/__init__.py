"""What must hold between rows and between files: rules over typed rows, which read no file."""
