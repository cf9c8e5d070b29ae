"""Calls that keep the thread until they are done, and the event loop with it."""
