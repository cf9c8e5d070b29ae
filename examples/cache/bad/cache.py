"""A cache that asks again for what is being fetched already."""


class StampedingCache:
    def __init__(self, compute):
        self.compute = compute
        self.values = {}

    async def get(self, key):
        if key not in self.values:
            self.values[key] = await self.compute(key)  # check: check-then-act
        return self.values[key]
