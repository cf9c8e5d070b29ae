"""Knows again a state that another run was in: what can happen from there need be tried but once."""
