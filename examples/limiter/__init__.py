"""Letting through so many calls a minute, and not one more."""
