"""A cache whose entries expire, and which computes each of them once, however many ask."""
