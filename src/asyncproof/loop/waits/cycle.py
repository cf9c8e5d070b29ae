"""Circles in who waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Edges = Mapping[int, Sequence[int]]


def find_circles(edges: Edges) -> list[tuple[int, ...]]:
    """Return the groups of nodes that wait for each other, in waiting order, the lowest number first.

    A group is everything that both reaches and is reached from each of its members; one that waits for
    itself is a group of one.
    """
    backwards = _reversed(edges)
    seen: set[int] = set()
    circles = []
    for node in reversed(_finished(edges)):
        if node not in seen:
            group = reached_from(node, backwards, but=seen)
            seen |= group
            if len(group) > 1 or node in edges.get(node, ()):
                circles.append(_walk(min(group), group, edges))
    return sorted(circles)


def reached_from(start: int, edges: Edges, *, but: set[int] | None = None) -> set[int]:
    """Return *start* and everything that it waits for, directly or through others, without *but*."""
    found = {start}
    todo = [start]
    while todo:
        for node in edges.get(todo.pop(), ()):
            if node not in found and not (but and node in but):
                found.add(node)
                todo.append(node)
    return found


def _reversed(edges: Edges) -> dict[int, list[int]]:
    backwards: dict[int, list[int]] = {}
    for node in sorted(edges):
        for other in edges[node]:
            backwards.setdefault(other, []).append(node)
    return backwards


def _finished(edges: Edges) -> list[int]:
    """Return all nodes in the order in which a depth-first walk leaves them."""
    left: list[int] = []
    seen: set[int] = set()
    for start in sorted(edges):
        path = [] if start in seen else [(start, iter(edges.get(start, ())))]
        seen.add(start)
        while path:
            node, ways = path[-1]
            following = next((other for other in ways if other not in seen), None)
            if following is None:
                left.append(node)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(edges.get(following, ()))))
    return left


def _walk(start: int, group: set[int], edges: Edges) -> tuple[int, ...]:
    order: dict[int, None] = {}
    todo = [start]
    while todo:
        node = todo.pop()
        if node not in order:
            order[node] = None
            todo.extend(sorted((other for other in edges.get(node, ()) if other in group), reverse=True))
    return tuple(order)
