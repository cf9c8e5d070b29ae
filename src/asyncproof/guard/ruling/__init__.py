"""How seriously each guard is taken, by configuration, folder and mark."""
