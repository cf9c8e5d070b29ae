# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
from collections.abc import Callable
from typing import Final, NewType, TypeAlias
from typing_extensions import Never, Self
from _interpqueues import _UnboundOp

class ItemInterpreterDestroyed(Exception):
    ...
classonly = classmethod

class UnboundItem:
    __slots__ = ()

    def __new__(cls) -> Never:
        ...

    @classonly
    def singleton(cls, kind: str, module: str, name: str='UNBOUND') -> Self:
        ...
_UnboundErrorType = NewType('_UnboundErrorType', object)
_UnboundRemoveType = NewType('_UnboundRemoveType', object)
_AnyUnbound: TypeAlias = _UnboundErrorType | _UnboundRemoveType | UnboundItem
UNBOUND_ERROR: Final[_UnboundErrorType]
UNBOUND_REMOVE: Final[_UnboundRemoveType]
UNBOUND: Final[UnboundItem]

def serialize_unbound(unbound: _AnyUnbound) -> tuple[_UnboundOp]:
    ...

def resolve_unbound(flag: _UnboundOp, exctype_destroyed: Callable[[str], BaseException]) -> UnboundItem:
    ...
