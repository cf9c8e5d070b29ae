"""asyncproof on public projects that nobody has written for it: what it finds there, and what of it is true.

`projects/` has a file for each project, `results/` what was measured there, `judged/` what was read of it.
The page docs/in-the-field.md is made from the three.
"""
