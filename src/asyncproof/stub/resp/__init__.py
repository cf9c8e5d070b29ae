"""A small redis in memory, as an example of a protocol to mount; its keys expire in virtual time."""

from asyncproof.stub.resp.server import RedisServer

__all__ = ["RedisServer"]
