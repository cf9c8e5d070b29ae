"""Applications in the test's own loop: served over the network in memory, reached by any client unchanged.

`serving.py` opens and ends an app, `server.py` is what a test holds meanwhile. `uvicorn_peer.py` and
`aiohttp_peer.py` are the server halves, each the only file that knows its library. `lifespan.py` starts and
stops an ASGI app, `watched.py` stands around it and writes into the `journal.py` what goes wrong in it.
"""

from asyncproof.kit.apps.errors import AppFailed, LifespanFailed
from asyncproof.kit.apps.server import Server
from asyncproof.kit.apps.serving import Apps, Serving, asgi

__all__ = ["AppFailed", "Apps", "LifespanFailed", "Server", "Serving", "asgi"]
