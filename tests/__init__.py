"""The project's own tests; they mirror src/asyncproof."""
