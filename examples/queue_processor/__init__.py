"""Producers and several consumers around one queue, whose `join()` returns."""
