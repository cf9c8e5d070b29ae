"""What a project says about its check: `[tool.asyncproof.check]`, and what it has ruff look for already."""
