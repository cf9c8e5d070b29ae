"""A worker with a queue, a heartbeat and a shutdown that has a deadline."""
