"""Known bugs that explore must find, each with its fixed twin, and correct programs to leave alone."""
