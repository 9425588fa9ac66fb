"""Words of the brief: sentences and table cells that are the same in the command line."""
