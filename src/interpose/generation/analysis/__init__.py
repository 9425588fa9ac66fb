"""What people ask about a plan: causes, values, alternatives, repairs, rungs, rules."""
