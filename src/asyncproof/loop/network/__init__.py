"""The in-memory network: clients and servers of one process meet on one loop, without a socket."""

from asyncproof.loop.network.connection import Connection, Said
from asyncproof.loop.network.errors import UnknownHost
from asyncproof.loop.network.link import Link
from asyncproof.loop.network.network import Miss, Network

__all__ = ["Connection", "Link", "Miss", "Network", "Said", "UnknownHost"]
