"""The two models of the planner, monthly and slots, and what they share."""
