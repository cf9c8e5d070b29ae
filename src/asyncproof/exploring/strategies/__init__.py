"""How schedules are searched: one strategy a file, each with its own idea of where bugs are."""
