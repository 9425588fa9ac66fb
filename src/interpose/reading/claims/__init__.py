"""What a clause claims: of whom, about what, how firmly."""
