"""The same plan by other modelling packages, each a module of its own that knows nothing of Interpose.

Every module reads a problem as JSON from standard input: the months, the rows of the requirement with their prices, the
pools with their tours, windows, first months and stations, the levels that last, and the caps. It writes the direct model
as a user of its package would, month by month and pool by pool, hands it to the solver with one thread, and prints what
came out as JSON.
"""
