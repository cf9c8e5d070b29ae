"""Annotations of functions, what their calls make, and whether a value is what they promise."""
