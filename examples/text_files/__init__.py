"""Files that are read and written in a thread, so that the event loop is free meanwhile."""
