"""Check: reads tests and the code under test, runs none of it, and says which tests test nothing."""
