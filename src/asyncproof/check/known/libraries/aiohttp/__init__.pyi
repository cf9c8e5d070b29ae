# Made by tools/known_libraries.py: what is async in aiohttp.
from aiohttp.client_reqrep import ClientResponse as ClientResponse
from aiohttp.client import ClientSession as ClientSession
from aiohttp.client_ws import ClientWebSocketResponse as ClientWebSocketResponse
from aiohttp.connector import TCPConnector as TCPConnector
from aiohttp.client import request as request
