"""The command line: one file for each verb, one way to speak and to fail."""

from interpose.cli.program import main

__all__ = ["main"]
