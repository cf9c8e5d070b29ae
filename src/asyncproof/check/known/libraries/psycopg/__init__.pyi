# Made by tools/known_libraries.py: what is async in psycopg.
from typing import Self
from psycopg.connection_async import AsyncConnection as AsyncConnection
from psycopg.cursor_async import AsyncCursor as AsyncCursor
from psycopg.connection import Connection as Connection
from psycopg.cursor import Cursor as Cursor

def connect(*args, **kwargs) -> Self: ...
