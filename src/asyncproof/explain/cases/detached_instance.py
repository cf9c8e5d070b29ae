"""Explains a database object that is used after its session was closed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, of_kind, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class DetachedInstance(Case):
    """A database object was asked for something that it has to load, after its session was closed.

    ```py
    async with make_session() as session:
        user = await session.get(User, 1)
    assert user.orders == []  # nobody is there to load them
    ```

    ## What to do instead

    Use the object inside of the `async with` block, load what you need with the query (`selectinload`), and
    make the session with `expire_on_commit=False`, so that it does not forget what it had loaded.
    """

    slug: ClassVar[str] = "detached-instance"
    texts: ClassVar[tuple[str, ...]] = ("DetachedInstanceError: ...",)
    order: ClassVar[int] = 30

    def story(self, failure: Failure) -> Story | None:
        """Tell it where SQLAlchemy says so, in an async test."""
        if type(failure.error).__name__ != "DetachedInstanceError" or not failure.test.is_async:
            return None
        frame = failure.user_frame
        nodes = (
            []
            if frame is None
            else [one for node in failing_nodes(frame) for one in of_kind(node, ast.Attribute)]
        )
        name = f"`{short(text_of(nodes[0]))}`" if nodes else "an attribute"
        return Story(
            what=f"{name}{line_of(frame)} had to be loaded from the database, but the session of the object "
            "is closed.",
            why="only its session can load what an object does not have, and `commit()` makes it forget "
            "what it had.",
            do="use the object while its session is open, load what you need with the query "
            "(`selectinload`), or make the "
            "session with `expire_on_commit=False`.",
        )
