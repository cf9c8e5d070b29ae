"""A small shop: the models and questions that tests of databases share."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all models have."""


class User(Base):
    """Somebody whose name nobody else has."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


async def count(session: AsyncSession) -> int:
    """Count the users."""
    return (await session.execute(select(func.count()).select_from(User))).scalar_one()


async def names(session: AsyncSession) -> list[str]:
    """List the users."""
    return list((await session.execute(select(User.name).order_by(User.name))).scalars())


async def add(session: AsyncSession, name: str) -> None:
    """Add a user and commit."""
    session.add(User(name=name))
    await session.commit()
