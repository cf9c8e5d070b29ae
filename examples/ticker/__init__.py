"""Prices that never end: an async generator, and an endpoint that streams it until the client goes."""
