"""`--asyncproof-check`: `asyncproof check` inside of a run."""
