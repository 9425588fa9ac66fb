"""What is not a test here: a script that runs Gambit in a process of its own."""

collect_ignore = ["gambit_limits.py"]
