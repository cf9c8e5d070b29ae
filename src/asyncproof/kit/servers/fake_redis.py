"""Fakeredis behind a socket, so that the app's own client can talk to it: needs `fakeredis`."""

from __future__ import annotations

from threading import Thread

from fakeredis import TcpFakeServer


class FakeRedis:
    """A server in a thread of this process."""

    def __init__(self) -> None:
        self._server = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
        self._thread = Thread(target=self._server.serve_forever, name="fakeredis", daemon=True)
        self._thread.start()
        port = self._server.server_address[1]
        self.url = f"redis://127.0.0.1:{port}/0"

    def close(self) -> None:
        """End the server and its thread."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
