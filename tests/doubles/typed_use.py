"""What a type checker makes of fakes: read by mypy, run by nobody."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from asyncproof import anything, calls, fake, matching, when

if TYPE_CHECKING:
    from typing_extensions import assert_type

    from asyncproof.doubles import Call
    from tests.doubles.shop import Clock, Mailer, Repository, Transaction, User, Users, fetch

    users = fake(Users, url="x")
    assert_type(users, Users)
    assert_type(fake(users), Users)
    assert_type(fake(Mailer), Mailer)
    assert_type(fake(Clock), Clock)
    assert_type(fake(Repository[User]), Repository[User])
    stand_in = fake(fetch)
    when(stand_in)("/").returns(b"")
    when(stand_in)("/", timeout="x")  # type: ignore[arg-type] # wrong on purpose

    when(users.get)(1).returns(User())
    when(users.get)(1, deep=True).returns(None)
    when(users.get).returns_each(User(), None)
    when(users.get, times=2, latency=0.5).raises(OSError)
    when(users.get)("x")  # type: ignore[arg-type] # wrong on purpose
    when(users.get)(1).returns("x")  # type: ignore[arg-type] # wrong on purpose
    when(users.get).yields(1)  # type: ignore[arg-type] # wrong on purpose
    when(users.get)(matching("x")).returns(None)
    when(users.save)(anything).returns(None)
    when(users.count).returns(1)
    when(users.count).returns("x")  # type: ignore[arg-type] # wrong on purpose
    when(users.rows).yields(1, 2, error=OSError())
    when(users.rows).yields("x")  # type: ignore[arg-type] # wrong on purpose
    when(users.names).yields("x")
    when(users.begin).enters(User())
    when(users.begin).enters(1)  # type: ignore[arg-type] # wrong on purpose
    when(users.locked).enters(1)
    when(users.transaction).returns(fake(Transaction))
    when(users, "size").returns(3)
    when(users.gett)  # type: ignore[attr-defined] # wrong on purpose
    assert_type(calls(users.get), list[Call])


def fixture(users: Users) -> AbstractAsyncContextManager[User]:
    """Use a fake as what it stands for."""
    return users.begin()
