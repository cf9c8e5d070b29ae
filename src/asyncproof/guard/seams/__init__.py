"""Where the guards get their news from: each file is one source that Python offers."""
