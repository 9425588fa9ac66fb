"""What is not a test here: scripts that run Gambit in a process of their own."""

collect_ignore = ["gambit_limits.py", "gambit_sets.py"]
