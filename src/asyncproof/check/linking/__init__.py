"""What names mean across files: modules, classes and their bases, and the values of expressions."""
