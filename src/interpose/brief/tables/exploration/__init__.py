"""Tables of what was explored: two cases beside each other, and studies of many futures."""
