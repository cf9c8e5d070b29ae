"""A small shop whose parts the tests of doubles stand in for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cached_property, partialmethod
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


class User:
    def __init__(self, name: str = "Ada") -> None:
        self.name = name


class Transaction:
    async def __aenter__(self) -> Transaction:  # noqa: PYI034 - as much code has it
        raise NotImplementedError

    async def __aexit__(self, *error: object) -> bool | None:
        raise NotImplementedError


class Users:
    table: str = "users"
    limit: int

    def __init__(self, url: str) -> None:
        self.url = url
        self.pool: object = None

    async def get(self, number: int, *, deep: bool = False) -> User | None:
        """Return a user."""
        raise NotImplementedError

    async def save(self, user: User) -> None:
        raise NotImplementedError

    async def untyped(self, *names, **options):  # type: ignore[no-untyped-def] # noqa: ANN002, ANN003, ANN201 - that is its point
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    async def rows(self, batch: int = 1) -> AsyncIterator[int]:
        raise NotImplementedError
        yield batch

    def names(self) -> Iterator[str]:
        raise NotImplementedError
        yield ""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[User]:
        raise NotImplementedError
        yield User()

    @contextmanager
    def locked(self) -> Iterator[int]:
        raise NotImplementedError
        yield 1

    def transaction(self) -> Transaction:
        raise NotImplementedError

    @property
    def size(self) -> int:
        raise NotImplementedError

    @cached_property
    def version(self) -> str:
        raise NotImplementedError

    @staticmethod
    def parse(text: str) -> int:
        raise NotImplementedError

    @classmethod
    async def connect(cls, url: str) -> Users:
        raise NotImplementedError

    first = partialmethod(get, 1)

    async def __aenter__(self) -> Users:  # noqa: PYI034 - as above
        raise NotImplementedError

    async def __aexit__(self, *error: object) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __getitem__(self, number: int) -> User:
        raise NotImplementedError


class Repository(Generic[T]):
    async def get(self) -> T:
        raise NotImplementedError

    async def all(self) -> list[T]:
        raise NotImplementedError


class UserRepository(Repository[User]):
    """One that is for users."""


class Clock(Protocol):
    zone: str

    def now(self) -> float: ...

    def ticks(self) -> AsyncIterator[int]: ...


class Mailer(ABC):
    @abstractmethod
    async def send(self, to: str, /, text: str) -> bool: ...


class Handler:
    async def __call__(self, event: str) -> str:
        raise NotImplementedError


class Rows:
    def __aiter__(self) -> Rows:
        raise NotImplementedError

    async def __anext__(self) -> int:
        raise NotImplementedError


class Numbers:
    def __iter__(self) -> Numbers:
        raise NotImplementedError

    def __next__(self) -> int:
        raise NotImplementedError


class Job:
    def __await__(self) -> Iterator[Any]:
        raise NotImplementedError


@dataclass(frozen=True)
class Settings:
    host: str
    port: int = 80


class Anything:
    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError


async def fetch(url: str, /, timeout: float = 1) -> bytes:
    """Fetch a page."""
    raise NotImplementedError


def parse(text: str) -> int:
    """Read a number."""
    raise NotImplementedError
