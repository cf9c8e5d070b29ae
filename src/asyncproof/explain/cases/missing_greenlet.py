"""Explains an attribute of a database object that SQLAlchemy had to load, where nobody could await it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, of_kind, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class MissingGreenlet(Case):
    """An attribute of a database object was to be loaded in a place that can't wait for it.

    Reading an attribute can't be awaited. If its value is not there, because it is a relationship that was
    never loaded, or was forgotten at `commit()`, SQLAlchemy has to ask the database, and raises
    `MissingGreenlet`.

    ```py
    await session.commit()
    assert user.name == "Ann"  # was forgotten at commit
    assert user.orders == []  # was never loaded
    ```

    ## What to do instead

    - Load relationships with the query: `select(User).options(selectinload(User.orders))`.
    - `async_sessionmaker(engine, expire_on_commit=False)`: keep the values at `commit()`.
    - `await session.refresh(user, ["orders"])`, or `await user.awaitable_attrs.orders`.
    """

    slug: ClassVar[str] = "missing-greenlet"
    texts: ClassVar[tuple[str, ...]] = ("greenlet_spawn has not been called; can't call await_...() here",)
    order: ClassVar[int] = 30

    def story(self, failure: Failure) -> Story | None:
        """Tell it where SQLAlchemy says so."""
        if type(failure.error).__name__ != "MissingGreenlet":
            return None
        frame = failure.user_frame
        nodes = (
            []
            if frame is None
            else [one for node in failing_nodes(frame) for one in of_kind(node, ast.Attribute)]
        )
        name = f"`{short(text_of(nodes[0]))}`" if nodes else "an attribute of a database object"
        attribute = nodes[0].attr if nodes else "..."
        return Story(
            what=f"{name}{line_of(frame)} was not loaded, and SQLAlchemy would have had to ask the database "
            "for it.",
            why="reading an attribute can't be awaited, so an AsyncSession can't load it there; `commit()` "
            "makes it forget "
            "what it had loaded.",
            do="load it before: with the query (`selectinload`), by `await session.refresh(..., "
            f"['{attribute}'])`, or keep "
            "it at commit (`expire_on_commit=False`).",
        )
