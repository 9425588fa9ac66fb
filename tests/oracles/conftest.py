"""What is not a test here: a script that runs in a process of its own, where Gambit is installed."""

collect_ignore = ["gambit_branch.py", "gambit_limits.py"]
