# Made by tools/known_libraries.py: what is async in anyio._core.
