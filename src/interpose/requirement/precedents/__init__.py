"""How many such missions had: a table of precedents, a closed-form model of their size, and how far it is off."""
