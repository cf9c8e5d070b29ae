# Made by tools/known_libraries.py: what is async in redis.asyncio.utils.
from redis.asyncio.client import Redis

def from_url(*args, **kwargs) -> Redis: ...
