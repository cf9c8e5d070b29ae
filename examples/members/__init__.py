"""Members of a club with SQLModel: a repository, and a service that commits or undoes."""
