"""A client that keeps its connections while an `async with` lasts, and closes them whatever happens in it."""
