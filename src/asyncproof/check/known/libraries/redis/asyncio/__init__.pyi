# Made by tools/known_libraries.py: what is async in redis.asyncio.
from redis.asyncio.connection import ConnectionPool as ConnectionPool
from redis.asyncio.client import Redis as Redis
from redis.asyncio.cluster import RedisCluster as RedisCluster
from redis.asyncio.client import Redis as StrictRedis
from redis.asyncio.utils import from_url as from_url
