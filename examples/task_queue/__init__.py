"""Many jobs, a few at a time: each with a result or an error, and a limit for all of them."""
