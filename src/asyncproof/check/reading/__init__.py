"""From a path to a syntax tree: which files, in which encoding, and what to do about broken ones."""
