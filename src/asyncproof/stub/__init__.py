"""Hosts that a test plays itself, on the loop's own network, one level below every client."""
