"""Interpose plans a multinational force that supports a ceasefire, from public evidence."""
