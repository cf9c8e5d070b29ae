# Made by tools/known_libraries.py: what is async in asyncpg.
from asyncpg.connection import Connection as Connection
from asyncpg.pool import Pool as Pool
from asyncpg.connection import connect as connect
from asyncpg.pool import create_pool as create_pool
