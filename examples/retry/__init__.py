"""Calling again what has failed, with pauses that grow."""
