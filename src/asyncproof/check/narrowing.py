"""Shows a node only to the rules that may have something to say of it: by its words, and by its place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Listener = Callable[..., None]
    State = tuple[bool, bool]
    """Whether a node is in a test, and in an async function."""

Method = TypeVar("Method")


class Only(NamedTuple):
    """What a method of a rule wants to see: any of some words, and certain surroundings."""

    words: frozenset[str] = frozenset()
    """Last names of what is called, `name=` for arguments, `.name` for attributes that get a value."""
    in_tests: bool = False
    in_async: bool = False


ANYTHING = Only()


def only(
    *,
    called: Iterable[str] = (),
    keywords: Iterable[str] = (),
    assigned: Iterable[str] = (),
    in_tests: bool = False,
    in_async: bool = False,
) -> Callable[[Method], Method]:
    """Say of a method such as `on_Call` that it has nothing to say of any other node than these.

    *called* are the last names of what is called: by the node, or by the call that it awaits, assigns or
    consists of. *keywords* are names of arguments of that call, *assigned* of attributes that get a value.
    Any of all these is enough. In tests and in async functions means anywhere in their bodies.
    """
    words = frozenset((*called, *(f"{one}=" for one in keywords), *(f".{one}" for one in assigned)))
    found = Only(words, in_tests, in_async)

    def mark(method: Method) -> Method:
        method.only = found  # type: ignore[attr-defined] # a function takes any attribute
        return method

    return mark


def only_of(listener: Listener) -> Only:
    """Return what a listener wants to see."""
    found: Only = getattr(listener, "only", ANYTHING)
    return found


class ByWord:
    """The listeners to one kind of node, some of which wait for words."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        """Ask them for their words."""
        self._listeners = tuple(listeners)
        self._words = frozenset(word for one in self._listeners for word in only_of(one).words)
        self._of_all = tuple(one for one in self._listeners if not only_of(one).words)
        self._known: dict[tuple[str, ...], tuple[Listener, ...]] = {}
        self._of_one = {word: self._of((word,)) for word in self._words}

    def of(self, node: Any, aliases: Mapping[str, str]) -> tuple[Listener, ...]:
        """Return who may have something to say of a node, each once; *aliases* are names of other names."""
        if node.__class__ is ast.Attribute:
            return self._of_one.get(node.attr, self._of_all)
        call = node if node.__class__ is ast.Call else node.value
        if call.__class__ is ast.Call and not call.keywords:
            function = call.func
            if function.__class__ is ast.Attribute and node.__class__ is not ast.Assign:
                return self._of_one.get(function.attr, self._of_all)  # as with most
        wanted = self._words
        words = [word for word in words_of(node, aliases) if word in wanted]
        return self._of(tuple(words)) if words else self._of_all

    def _of(self, words: tuple[str, ...]) -> tuple[Listener, ...]:
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = tuple(one for one in self._listeners if _waits_for(one, words))
        return found


def _waits_for(listener: Listener, words: tuple[str, ...]) -> bool:
    wanted = only_of(listener).words
    return not wanted or not wanted.isdisjoint(words)


def words_of(node: Any, aliases: Mapping[str, str]) -> list[str]:
    """Return the words of a node, as methods wait for them."""
    words: list[str] = []
    call = node
    if node.__class__ is not ast.Call:
        if node.__class__ is ast.Assign:
            words += [f".{one.attr}" for one in node.targets if one.__class__ is ast.Attribute]
        elif node.__class__ is ast.Attribute:
            return [node.attr]
        call = node.value
        if call.__class__ is ast.Await:
            call = call.value
        if call.__class__ is not ast.Call:
            return words
    function = call.func
    if function.__class__ is ast.Attribute:
        words.append(function.attr)
    elif function.__class__ is ast.Name:
        words.append(function.id)
        if function.id in aliases:
            words.append(aliases[function.id])
    if call.keywords:
        words += [f"{keyword.arg}=" for keyword in call.keywords]
    return words


class Listeners:
    """Who listens to which kinds of nodes, for each place where a node may be."""

    def __init__(self, wanted: Mapping[str, Iterable[Listener]]) -> None:
        """Sort the listeners, once for all files."""
        self.kinds = {
            getattr(ast, name): tuple(found) for name, found in wanted.items() if hasattr(ast, name)
        }
        self._others = {name: tuple(found) for name, found in wanted.items() if not hasattr(ast, name)}
        self._at: dict[State, dict[type, tuple[Listener, ...] | ByWord]] = {}

    def to(self, name: str) -> tuple[Listener, ...]:
        """Return who listens to what is no kind of node: `test`, `fixture`, `function`, `module`."""
        return self._others.get(name, ())

    def at(self, *, in_test: bool, in_async: bool) -> dict[type, tuple[Listener, ...] | ByWord]:
        """Return the listeners at a place, by kinds of nodes."""
        found = self._at.get((in_test, in_async))
        if found is None:
            found = self._at[in_test, in_async] = {}
            for kind, listeners in self.kinds.items():
                here = tuple(one for one in listeners if _stands_right(only_of(one), in_test, in_async))
                if here:
                    found[kind] = ByWord(here) if any(only_of(one).words for one in here) else here
        return found


def _stands_right(only: Only, in_test: bool, in_async: bool) -> bool:  # noqa: FBT001 - a pair of flags
    return (in_test or not only.in_tests) and (in_async or not only.in_async)
