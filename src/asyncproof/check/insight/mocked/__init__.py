"""What tests do with mocks: how they are made, what they replace, and what the code that gets them does."""
