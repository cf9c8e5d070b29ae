"""A counter whose value takes a while to be stored, and which loses no increment."""
