"""What `asyncproof init` adds to the configuration of a project, and how it gets there."""
