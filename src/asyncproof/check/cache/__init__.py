"""What was found before: kept in a folder of the project, and believed only while nothing has changed."""
