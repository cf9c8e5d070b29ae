"""The explanations: one file each. A module here with a subclass of `Case` is one."""
