# Made by tools/known_libraries.py: what is async in httpx2._transports.mock.
from httpx2._transports.base import AsyncBaseTransport
from httpx2._transports.base import BaseTransport
from httpx2._models import Response

class MockTransport(AsyncBaseTransport, BaseTransport):
    async def handle_async_request(self, *args, **kwargs) -> Response: ...
    def handle_request(self, *args, **kwargs) -> Response: ...
