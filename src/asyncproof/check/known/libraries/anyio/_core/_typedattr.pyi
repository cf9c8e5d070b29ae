# Made by tools/known_libraries.py: what is async in anyio._core._typedattr.
from typing import Any

class TypedAttributeProvider:
    def extra(self, *args, **kwargs) -> Any: ...
    @property
    def extra_attributes(self) -> Any: ...
