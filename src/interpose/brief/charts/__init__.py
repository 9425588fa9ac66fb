"""The charts of a brief: what each shows is a finding in its title, drawn as SVG with the marks of `marks`."""
