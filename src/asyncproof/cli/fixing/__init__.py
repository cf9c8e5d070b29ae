"""What `asyncproof check` does when it is asked to mend what it finds."""
