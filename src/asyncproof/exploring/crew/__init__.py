"""Who does the runs of an exploration: this process alone, a pool of processes, or a cluster."""
