"""Finds, keeps and removes members."""

from __future__ import annotations

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from examples.members.models import Member


class Members:
    """The members that a session sees."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, name: str, email: str) -> Member:
        """Add a member, who has a number when this returns."""
        member = Member(name=name, email=email)
        self._session.add(member)
        await self._session.flush()
        return member

    async def get(self, number: int) -> Member | None:
        """Find a member by the number."""
        return await self._session.get(Member, number)

    async def by_email(self, email: str) -> Member | None:
        """Find a member by the address."""
        return (await self._session.exec(select(Member).where(Member.email == email))).first()

    async def rename(self, number: int, name: str) -> Member:
        """Give a member another name; who is not there is a LookupError."""
        member = await self.get(number)
        if member is None:
            raise LookupError(f"there is no member {number}")
        member.name = name
        await self._session.flush()
        return member

    async def remove(self, number: int) -> bool:
        """Remove a member; tell whether there was one."""
        member = await self.get(number)
        if member is None:
            return False
        await self._session.delete(member)
        await self._session.flush()
        return True
