from __future__ import annotations

import ssl

from asyncproof.loop.network.handshake import Tls
from asyncproof.loop.network.listener import Listener, mounted_tls
from tests.loop.network.ends import Collector


def test_what_a_mount_makes_of_tls() -> None:
    """None welcomes both, True and a context expect it, False refuses it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    assert mounted_tls(None) == (Tls.WELCOME, None)
    assert mounted_tls(True) == (Tls.EXPECTED, None)
    assert mounted_tls(context) == (Tls.EXPECTED, context)
    assert mounted_tls(False) == (Tls.REFUSED, None)


def test_a_mounted_https_port_says_so_from_the_start() -> None:
    """A server that asks at connection_made, as uvicorn does, sees TLS on port 443 and nowhere else."""
    listener = Listener("a", None, Collector, tls=Tls.WELCOME)
    assert list(listener.told_at_once(("240.0.0.1", 443))) == ["sslcontext"]
    assert listener.told_at_once(("240.0.0.1", 80)) == {}
    assert listener.told_at_once("/path") == {}


def test_it_is_labelled_as_a_person_writes_it() -> None:
    """With its port, if it has one."""
    assert repr(Listener("a", 80, Collector)) == "<Listener a:80>"
    assert Listener("a", None, Collector).label == "a"
