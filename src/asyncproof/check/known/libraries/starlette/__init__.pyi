# Made by tools/known_libraries.py: what is async in starlette.
