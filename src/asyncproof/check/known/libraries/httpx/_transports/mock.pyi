# Made by tools/known_libraries.py: what is async in httpx._transports.mock.
from httpx._transports.base import AsyncBaseTransport
from httpx._transports.base import BaseTransport
from httpx._models import Response

class MockTransport(AsyncBaseTransport, BaseTransport):
    async def handle_async_request(self, *args, **kwargs) -> Response: ...
    def handle_request(self, *args, **kwargs) -> Response: ...
