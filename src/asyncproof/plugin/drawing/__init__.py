"""The report of a run: what each test did is recorded where it runs, and put together where all is heard."""
