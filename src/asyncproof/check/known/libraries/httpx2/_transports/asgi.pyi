# Made by tools/known_libraries.py: what is async in httpx2._transports.asgi.
from httpx2._transports.base import AsyncBaseTransport
from httpx2._models import Response

class ASGITransport(AsyncBaseTransport):
    async def handle_async_request(self, *args, **kwargs) -> Response: ...
