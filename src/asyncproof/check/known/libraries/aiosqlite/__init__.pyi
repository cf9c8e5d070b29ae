# Made by tools/known_libraries.py: what is async in aiosqlite.
from aiosqlite.core import Connection as Connection
from aiosqlite.cursor import Cursor as Cursor
from aiosqlite.core import connect as connect
