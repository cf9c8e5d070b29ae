"""What one test did, step by step: seen while it runs, and kept as plain values."""
