"""WebSockets of a host that a test plays: scripts, handlers, and what was said."""
