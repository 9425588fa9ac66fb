"""The record: who said what, how it moved, what disagrees and how good it is."""
