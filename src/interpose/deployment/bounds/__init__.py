"""What no schedule can better: the closed-form cut for the last unit, and the program over ways for lateness."""
