"""Whether a request is the one that a test expects, and if not, what differs."""
