"""What if we are wrong: many futures of a case over the whole chain, and what the answer hangs on."""
