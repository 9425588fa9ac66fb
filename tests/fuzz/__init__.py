"""Damaged inputs: whatever a file holds, its reader answers or names faults, in time and within memory."""
