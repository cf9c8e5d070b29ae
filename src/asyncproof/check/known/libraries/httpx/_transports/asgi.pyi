# Made by tools/known_libraries.py: what is async in httpx._transports.asgi.
from httpx._transports.base import AsyncBaseTransport
from httpx._models import Response

class ASGITransport(AsyncBaseTransport):
    async def handle_async_request(self, *args, **kwargs) -> Response: ...
