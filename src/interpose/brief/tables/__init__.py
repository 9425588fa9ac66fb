"""Tables: one definition for HTML, workbook, CSV and terminal."""
