# Made by tools/known_libraries.py: what is async in websockets.
from websockets.asyncio.client import connect as connect
from websockets.asyncio.server import serve as serve
