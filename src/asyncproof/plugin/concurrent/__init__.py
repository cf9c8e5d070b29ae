"""Async fixtures of one test that are set up at the same time."""
