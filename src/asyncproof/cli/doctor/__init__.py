"""The doctor: what is installed, how the project's tests are configured, and what is wrong with either."""
