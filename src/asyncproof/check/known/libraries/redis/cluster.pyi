# Made by tools/known_libraries.py: what is async in redis.cluster.

class AbstractRedisCluster:
    def replace_default_node(self, *args, **kwargs) -> None: ...
