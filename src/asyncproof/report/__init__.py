"""A picture of what ran when: what is recorded, how it is kept in a file, and the page that shows it.

`recording` looks at a test while it runs and makes plain values of it, `run` puts the tests of a run
together, `page` draws. Who draws knows nothing of loops, and who records nothing of pages.
"""
