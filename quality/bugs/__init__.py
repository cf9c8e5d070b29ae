"""Known bugs: one a file, `broken` beside `fixed`."""
