"""What is stored."""

from typing import Optional

from sqlmodel import Field, SQLModel


class Member(SQLModel, table=True):
    """Somebody whose address nobody else has, and who may have been brought by another member."""

    id: Optional[int] = Field(default=None, primary_key=True)  # noqa: UP045 - SQLModel reads it, also on 3.10
    name: str
    email: str = Field(unique=True)
    points: int = 0
