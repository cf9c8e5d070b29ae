"""The commands: a file with `HELP`, `add_arguments` and `run` that is put here is a command."""
