"""One published bug a file, as a user of the package would write the test."""
