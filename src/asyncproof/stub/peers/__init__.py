"""The server's half of a connection: from bytes to requests, and from replies to bytes."""
