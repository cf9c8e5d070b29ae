"""Data from slow sources: fetched, worked on, and fetched from many at once."""
