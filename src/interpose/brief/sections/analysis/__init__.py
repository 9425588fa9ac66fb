"""What the argument rests on beside the plan: decision routes, an attack, precedent."""
