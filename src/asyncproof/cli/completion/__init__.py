"""Completion scripts, one shell per module, each made from the outline of the parser."""
