"""Doubles that can't lie: they keep to the signatures and types of what they stand for."""
