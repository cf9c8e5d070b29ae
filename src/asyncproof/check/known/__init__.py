"""What is known of libraries whose source is not at hand."""
