"""From bytes to cells and keys: CSV, workbooks, YAML and JSON, with every fault where it stands."""
