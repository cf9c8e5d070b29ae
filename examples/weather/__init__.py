"""A client of a weather station that speaks lines over TCP."""
