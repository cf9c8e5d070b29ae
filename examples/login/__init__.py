"""A client that has to log in: a token that is renewed in time, and requests that carry it."""
