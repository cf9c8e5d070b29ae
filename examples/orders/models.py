"""What is stored."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all models have."""


class Item(Base):
    """Something to sell, and how many of it are left."""

    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    left: Mapped[int] = mapped_column(CheckConstraint('"left" >= 0'))


class Order(Base):
    """Somebody who gets one of an item."""

    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    customer: Mapped[str]
