"""The whole chain of a case for many futures: who takes part, votes, requirement, force, arrival, cost, deterrence."""
