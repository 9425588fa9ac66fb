"""The reinforcement race: what a force measures, and reserves against an attacker's time."""
