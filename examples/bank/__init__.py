"""Accounts with a lock each, and a transfer that takes both."""
