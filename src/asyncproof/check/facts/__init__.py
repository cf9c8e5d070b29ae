"""What a file says, in plain values: its names, functions, classes and what their expressions are made of."""
