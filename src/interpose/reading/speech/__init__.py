"""Who says what a text tells, and through whom it came."""
