"""The interface of the aioresponses package, on the network of the test, for the newest aiohttp."""

from asyncproof.stub.aioresponses.double import aioresponses
from asyncproof.stub.aioresponses.match import CallbackResult

__all__ = ["CallbackResult", "aioresponses"]
