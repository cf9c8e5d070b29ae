"""Small classes of plain fields: what `dataclasses` makes, made in a tenth of the time.

Every run of pytest waits until the guards are there, and they have many of them. Fields stand in the class as
with `dataclasses`; who inherits from such a class is not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_):  # noqa: ANN003, ANN201 - `typing` has it since 3.11, and only mypy asks for it
        """Change nothing."""
        return lambda made: made


T = TypeVar("T")


class _Fresh:
    """Stands for a value that is made anew for each object."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def fresh(*, default_factory: Callable[[], T]) -> T:
    """Return what stands for a field's default, if each object is to have one of its own."""
    return _Fresh(default_factory)  # type: ignore[return-value]  # it is replaced in `__init__`


@dataclass_transform(eq_default=False, field_specifiers=(fresh,))
def record(kind: type[T]) -> type[T]:
    """Give a class an `__init__` that takes its fields."""
    made: dict[str, Any] = {}
    taken, set_here = ["self"], []
    for name in kind.__annotations__:
        given = name
        if name in vars(kind):
            made[f"_{name}"] = default = vars(kind)[name]
            taken.append(f"{name}=_{name}")
            if isinstance(default, _Fresh):
                given = f"{name} if {name} is not _{name} else _{name}.make()"
        else:
            taken.append(name)
        set_here.append(f"    self.{name} = {given}\n")
    exec(f"def __init__({', '.join(taken)}):\n{''.join(set_here)}", made)  # noqa: S102 - the text is our own
    _give(kind, __init__=made["__init__"], __repr__=_repr)
    return kind


@dataclass_transform(eq_default=True, frozen_default=True, field_specifiers=(fresh,))
def frozen(kind: type[T]) -> type[T]:
    """Make a record of a class whose objects are equal if their fields are, and never change."""
    record(kind)
    _give(kind, __eq__=_eq, __hash__=_hash)
    return kind


def _give(kind: Any, **methods: Any) -> None:
    for name, method in methods.items():
        setattr(kind, name, method)


def _repr(self: object) -> str:
    fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
    return f"{type(self).__qualname__}({fields})"


def _eq(self: object, other: object) -> Any:
    return vars(self) == vars(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(tuple(vars(self).values()))
