"""What `asyncproof check` is made of: projects, one check of them, its output, and watching."""
