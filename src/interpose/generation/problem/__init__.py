"""What is planned: who takes part with which units, what is required, and the rules that hold."""
