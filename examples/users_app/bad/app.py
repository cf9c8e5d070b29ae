"""An app that asks whether an address is free, waits, and then takes it."""

import asyncio

from fastapi import FastAPI, HTTPException

app = FastAPI()
users = {}


@app.post("/users", status_code=201)
async def create(user: dict):
    if user["email"] in users:
        raise HTTPException(409)
    await asyncio.sleep(0.05)
    users[user["email"]] = user
    return user


@app.get("/users/{number}")
async def read(number: int):
    return list(users.values())[number]
