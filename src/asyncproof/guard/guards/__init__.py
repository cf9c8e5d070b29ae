"""The guards: one file each. A module here with a subclass of `Guard` is a guard."""
