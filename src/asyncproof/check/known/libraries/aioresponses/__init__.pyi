# Made by tools/known_libraries.py: what is async in aioresponses.
from aioresponses.core import aioresponses as aioresponses
