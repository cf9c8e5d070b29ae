"""The forms in which an outcome is told."""
