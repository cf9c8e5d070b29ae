"""A client of an API of users: one by one, many at once, by name; with and without another try."""
