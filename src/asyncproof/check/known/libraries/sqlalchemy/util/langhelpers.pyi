# Made by tools/known_libraries.py: what is async in sqlalchemy.util.langhelpers.
from typing import Any

class HasMemoized:
    @classmethod
    def memoized_instancemethod(cls, *args, **kwargs) -> Any: ...
