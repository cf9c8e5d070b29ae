"""Runs the tests that fixes have touched, before and after, and says whose outcome has changed."""
