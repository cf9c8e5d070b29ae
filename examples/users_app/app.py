"""Users over HTTP; the store is made when the app starts, and so is new in each test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import BackgroundTasks, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field


class NewUser(BaseModel):
    """What a client sends."""

    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^\S+@\S+$")


class User(NewUser):
    """What a client gets."""

    id: int


class Store:
    """Keeps users; slow to answer, as a database is."""

    def __init__(self) -> None:
        self.users: dict[int, User] = {}
        self.welcomed: list[str] = []
        self._writing = asyncio.Lock()

    async def add(self, new: NewUser) -> User | None:
        """Add a user, or return None if the address is taken."""
        async with self._writing:
            if any(user.email == new.email for user in self.users.values()):
                return None
            await asyncio.sleep(0.05)
            user = User(id=len(self.users) + 1, **new.model_dump())
            self.users[user.id] = user
            return user

    async def welcome(self, user: User) -> None:
        """Send a mail, which takes a while."""
        await asyncio.sleep(30)
        self.welcomed.append(user.email)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Store]]:
    """Make the store that all requests share."""
    yield {"store": Store()}


app = FastAPI(lifespan=lifespan)


@app.post("/users", status_code=201)
async def create(new: NewUser, request: Request, background: BackgroundTasks) -> User:
    """Add a user, and welcome them when the answer is sent."""
    store: Store = request.state.store
    user = await store.add(new)
    if user is None:
        raise HTTPException(409, f"{new.email} is taken")
    background.add_task(store.welcome, user)
    return user


@app.get("/users/{number}")
async def read(number: int, request: Request) -> User:
    """Return a user."""
    user = request.state.store.users.get(number)
    if user is None:
        raise HTTPException(404, f"there is no user {number}")
    return user
