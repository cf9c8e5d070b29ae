# Made by tools/known_libraries.py: what is async in respx.
from typing import Any
from respx.router import MockRouter as MockRouter
from respx.models import Route as Route
from respx.router import Router as Router
from respx.api import delete as delete
from respx.api import get as get
from respx.api import patch as patch
from respx.api import post as post
from respx.api import put as put
from respx.api import request as request

mock: Any
