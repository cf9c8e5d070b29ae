"""What several rules ask of the code: each question in a file or a room of its own."""
