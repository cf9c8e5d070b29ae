"""What tests of whole applications need: apps served in the test's loop, databases that are fresh for each."""
