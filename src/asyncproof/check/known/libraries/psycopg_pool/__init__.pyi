# Made by tools/known_libraries.py: what is async in psycopg_pool.
from psycopg_pool.pool_async import AsyncConnectionPool as AsyncConnectionPool
from psycopg_pool.pool import ConnectionPool as ConnectionPool
