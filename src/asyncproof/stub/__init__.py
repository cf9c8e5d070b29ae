"""Hosts that a test plays itself, on the loop's own network, one level below every client."""

from asyncproof.stub.expectation import Expectation
from asyncproof.stub.headers import Headers
from asyncproof.stub.host import Host
from asyncproof.stub.net import Net, NetworkMismatch
from asyncproof.stub.replies.reply import Reply
from asyncproof.stub.request import Request
from asyncproof.stub.websockets.errors import Disconnected

__all__ = ["Disconnected", "Expectation", "Headers", "Host", "Net", "NetworkMismatch", "Reply", "Request"]
