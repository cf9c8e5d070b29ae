# Made by tools/known_libraries.py: what is async in aiohttp.web.
from aiohttp.web_runner import AppRunner as AppRunner
from aiohttp.web_app import Application as Application
from aiohttp.web_request import Request as Request
from aiohttp.web_response import Response as Response
from aiohttp.web_runner import ServerRunner as ServerRunner
from aiohttp.web_response import StreamResponse as StreamResponse
from aiohttp.web_runner import TCPSite as TCPSite
from aiohttp.web_ws import WebSocketResponse as WebSocketResponse
from aiohttp.web_response import json_response as json_response
