"""What asyncproof costs, measured beside its peers: `python -m benchmarks`."""
