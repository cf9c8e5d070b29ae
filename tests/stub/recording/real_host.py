"""A real HTTP server in a thread, to be recorded."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Handler(BaseHTTPRequestHandler):
    """Tells what it was asked, gives away a token and a cookie, and has a picture."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by the path."""
        if self.path == "/picture":
            self._send(200, b"\x89PNG\xff", [("Content-Type", "image/png")])
        elif self.path == "/text":
            self._send(200, "grüße".encode(), [("Content-Type", "text/plain; charset=utf-8")])
        elif self.path == "/empty":
            self._send(204, b"", [])
        else:
            self._send(404, json.dumps({"asked": self.path}).encode(), [("Content-Type", "application/json")])

    def do_POST(self) -> None:
        """Log somebody in."""
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode(errors="replace")
        answer = {"access_token": "tok-123456", "you": {"name": "Ann"}, "echo": body}
        cookies = [("Set-Cookie", "sid=s3cr3t-cookie; Path=/; HttpOnly")]
        self._send(200, json.dumps(answer).encode(), [("Content-Type", "application/json"), *cookies])

    def _send(self, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server calls it
        """Say nothing."""


@contextmanager
def real_host() -> Iterator[str]:
    """Serve, and return the URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
