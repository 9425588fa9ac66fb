"""What changes a case on disk: copies, workbooks, captures, rows of the ledger, an imported line."""
