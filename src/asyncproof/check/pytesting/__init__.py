"""How pytest will see the project: configuration, fixtures, tests, and who runs them."""
