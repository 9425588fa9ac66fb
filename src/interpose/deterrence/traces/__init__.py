"""What the answers of deterrence rest on: figures with their formulas, channels and beliefs, numbers of the game."""
