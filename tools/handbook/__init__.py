"""The handbook as a site: what Sphinx is told of our pages, and the command that runs it."""
