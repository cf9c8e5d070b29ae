"""The review: the guides' questions about a suite of async tests, answered with numbers and places."""
