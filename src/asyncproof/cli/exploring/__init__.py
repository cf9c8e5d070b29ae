"""`asyncproof explore`: a coroutine function, named on the command line, under many schedules."""
