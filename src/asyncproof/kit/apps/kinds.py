"""What kind of app this is: it gets the server half that it needs, or an error says what to write."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.apps.aiohttp_peer import AiohttpPeer, is_aiohttp
from asyncproof.kit.apps.uvicorn_peer import UvicornPeer

if TYPE_CHECKING:
    from asyncproof.kit.apps.journal import Journal
    from asyncproof.kit.apps.options import Options


def peer_for(app: Any, journal: Journal, options: Options) -> UvicornPeer | AiohttpPeer:
    """Return the server half for an app."""
    if is_aiohttp(app):
        return AiohttpPeer(app, journal, options)
    check_asgi(app)
    return UvicornPeer(app, journal, options)


def check_asgi(app: Any) -> None:
    """Raise `UsageError` for what can't be an ASGI app, and say what was probably meant."""
    if isinstance(app, str):
        raise UsageError(f"asgi() takes the app itself, not {app!r}: import it and write asgi(app).")
    if not callable(app):
        raise UsageError(f"asgi() takes an ASGI app or an aiohttp.web.Application, not {app!r}.")
    wanted = _arguments(app)
    if wanted is None or wanted == 3:  # noqa: PLR2004 - scope, receive, send
        return
    if inspect.isclass(app) or wanted == 0:
        raise UsageError(f"asgi() takes an app, and {_name(app)} makes one: write asgi({_name(app)}()).")
    if wanted == 2:  # noqa: PLR2004 - environ, start_response
        raise UsageError(
            f"{app!r} takes two arguments, as a WSGI app does. Wrap it, for example "
            "asgi(a2wsgi.WSGIMiddleware(app))."
        )
    raise UsageError(f"{app!r} takes {wanted} arguments, but an ASGI app takes scope, receive and send.")


def _arguments(app: Any) -> int | None:
    """Return how many arguments an app must be given, or None if that can't be told or may be three."""
    try:
        signature = inspect.signature(app)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(None, None, None)
    except TypeError:
        positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        parameters = signature.parameters.values()
        return sum(each.kind in positional and each.default is each.empty for each in parameters)
    return 0 if inspect.isclass(app) else 3


def _name(app: Any) -> str:
    return str(getattr(app, "__name__", type(app).__name__))
