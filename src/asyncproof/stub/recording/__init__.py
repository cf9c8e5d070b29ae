"""Replies of a real host, recorded once into a readable file and played from it ever after."""
