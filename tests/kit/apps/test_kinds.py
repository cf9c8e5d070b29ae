from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from fastapi import FastAPI
from litestar import Litestar
from quart import Quart
from starlette.applications import Starlette

from asyncproof import UsageError
from asyncproof.kit.apps.aiohttp_peer import AiohttpPeer
from asyncproof.kit.apps.journal import Journal
from asyncproof.kit.apps.kinds import check_asgi, peer_for
from asyncproof.kit.apps.options import Options
from asyncproof.kit.apps.uvicorn_peer import UvicornPeer
from tests.kit.apps.plain import Everything, greet


@pytest.mark.parametrize(
    "app", [greet, Everything(), FastAPI(), Starlette(), Litestar([], logging_config=None), Quart(__name__)]
)
def test_asgi_apps_get_uvicorns_protocols(app: Any) -> None:
    """Functions, objects and the apps of all frameworks are ASGI apps."""
    assert isinstance(peer_for(app, Journal(), Options()), UvicornPeer)


def test_aiohttp_apps_get_aiohttps() -> None:
    """An aiohttp.web application is no ASGI app, and is served by aiohttp itself."""
    assert isinstance(peer_for(web.Application(), Journal(), Options()), AiohttpPeer)


def wsgi(environ: Any, start_response: Any) -> Any:
    """Stand for a WSGI app."""


def make_app() -> Any:
    """Stand for a factory."""


@pytest.mark.parametrize(
    ("app", "complaint"),
    [
        ("shop.main:app", r"takes the app itself, not 'shop.main:app': import it"),
        (None, "an ASGI app or an aiohttp.web.Application, not None"),
        (make_app, r"make_app makes one: write asgi\(make_app\(\)\)"),
        (FastAPI, r"FastAPI makes one: write asgi\(FastAPI\(\)\)"),
        (wsgi, "takes two arguments, as a WSGI app does"),
        (lambda scope: None, "takes 1 arguments, but an ASGI app takes scope, receive and send"),
    ],
)
def test_what_is_no_app(app: Any, complaint: str) -> None:
    """Each thing that is taken for an app by mistake gets a hint of its own."""
    with pytest.raises(UsageError, match=complaint):
        check_asgi(app)


def test_what_hides_its_arguments_is_let_through() -> None:
    """An app whose arguments can't be seen is tried."""

    class Opaque:
        __signature__ = "none"

        def __call__(self, *args: Any) -> Any:
            """Take anything."""

    check_asgi(Opaque())
