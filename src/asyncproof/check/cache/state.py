"""What one run leaves for the next: what was found in each file, and what each module has led to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from asyncproof.check.cache.folder import read_both, write

Times = tuple[int, int, int]
"""When a file and its status were changed, and its size."""
Key = tuple[str, str]
"""What was looked for: from which folder, and under which name."""


class Entry(NamedTuple):
    """What was found in one file, and under which circumstances."""

    digest: bytes
    """That of its content."""
    circumstances: bytes
    """A digest of its configuration, and of how the user has named it."""
    conftests: tuple[str, ...]
    found: bytes
    """Its hits and troubles, empty if there are none."""
    is_spotless: bool
    """Whether it has no hits, which may name lines of other files."""


class Facts(NamedTuple):
    """The facts of one module."""

    digest: bytes
    name: str
    facts: bytes
    proof: bytes
    """A digest of the facts: of most of them nobody asks, so that they are not looked at before."""


@dataclass
class State:
    """All of it, as plain data."""

    files: dict[str, Entry] = field(default_factory=dict)
    modules: dict[str, tuple[bytes, tuple[Key, ...]]] = field(default_factory=dict)
    """For each module the digest of its content, and what it has led to."""
    places: dict[Key, str | None] = field(default_factory=dict)
    """Where things were found that were looked for."""
    facts: dict[str, Facts] = field(default_factory=dict)
    others: dict[str, bytes | None] = field(default_factory=dict)
    """The digests of files that everything may depend on."""
    asked: tuple[Key, ...] = ()
    """What was looked for by nobody in particular."""
    times: dict[str, tuple[Times, bytes]] = field(default_factory=dict)
    """The times of files that need not be read to know that they are the same, and their digests."""


def load(path: str) -> State:
    """Return what a run has left; an empty state if there is nothing, or nothing of ours."""
    data: Any
    data, tail = read_both(path)
    try:
        files, modules, places, facts, others, asked, times = data
        return State(
            {name: Entry(*entry) for name, entry in files.items()},
            modules,
            places,
            {
                name: Facts(digest, module, tail[begin:end], proof)
                for name, (digest, module, begin, end, proof) in facts.items()
            },
            others,
            asked,
            times,
        )
    except (TypeError, ValueError, AttributeError):
        return State()


def save(path: str, state: State) -> None:
    """Leave it for the next run."""
    files = {name: tuple(entry) for name, entry in state.files.items()}
    facts, begin = {}, 0
    for name, entry in state.facts.items():
        end = begin + len(entry.facts)
        facts[name] = entry.digest, entry.name, begin, end, entry.proof
        begin = end
    tail = b"".join(entry.facts for entry in state.facts.values())
    write(path, (files, state.modules, state.places, facts, state.others, state.asked, state.times), tail)
