"""The force on the map and over time."""
