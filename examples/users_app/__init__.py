"""A FastAPI app with users: their addresses are taken once, and each of them is welcomed."""
