"""Sectors: what each needs, who holds it, and the calendar dealt to it."""
