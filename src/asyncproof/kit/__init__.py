"""What tests of whole applications need: apps in the test's own loop, databases that are fresh for each."""
