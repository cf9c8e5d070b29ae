"""What the project does to itself: set-up, servers for tests, changelog, generated pages."""
