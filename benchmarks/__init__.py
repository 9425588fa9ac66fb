"""How fast Interpose is, as ratios against the bare solver or a peer in the same run."""
