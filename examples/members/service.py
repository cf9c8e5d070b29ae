"""What the club does: each step in a transaction of its own."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from examples.members.models import Member
from examples.members.repository import Members


class Club:
    """Works on a session that it commits, or rolls back if anything fails."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._members = Members(session)

    async def bring(self, email: str, name: str, friend: str) -> Member:
        """Add the friend of a member, who gets ten points for it; together or not at all."""
        try:
            member = await self._members.by_email(email)
            if member is None:
                raise LookupError(f"nobody has the address {email}")
            member.points += 10
            new = await self._members.add(name, friend)
            await self._session.commit()
        except BaseException:
            await self._session.rollback()
            raise
        await self._session.refresh(new)
        return new
