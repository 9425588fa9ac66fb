"""The map of a brief: frame, base map and the area of operations."""
