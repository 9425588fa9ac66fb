"""What the files of other forms hold."""
