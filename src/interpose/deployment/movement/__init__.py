"""What moves over what: the network, what it lets through, the ways of a unit, and the units of a plan."""
