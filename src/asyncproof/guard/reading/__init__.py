"""What guards read in source and byte code, once they have found something."""
