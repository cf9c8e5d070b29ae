"""The language server: what `asyncproof check` finds, while somebody types."""
