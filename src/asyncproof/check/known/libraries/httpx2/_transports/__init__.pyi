# Made by tools/known_libraries.py: what is async in httpx2._transports.
