# Made by tools/known_libraries.py: what is async in trio.abc.
from trio._abc import AsyncResource as AsyncResource
from trio._abc import Clock as Clock
from trio._abc import ReceiveChannel as ReceiveChannel
from trio._abc import SendChannel as SendChannel
