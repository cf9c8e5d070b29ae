"""Orders and stock in a database: a repository, and a service whose steps happen together or not at all."""
