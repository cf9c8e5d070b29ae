# Made by tools/known_libraries.py: what is async in redis.
from redis.client import Redis as Redis
from redis.client import Redis as StrictRedis
