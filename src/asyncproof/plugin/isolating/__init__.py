"""`--asyncproof-isolate`: finds the earlier tests without which a failing test passes."""
