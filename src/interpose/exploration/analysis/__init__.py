"""What many futures say: which inputs matter, where plans fail, at which value the answer changes, which option holds."""
