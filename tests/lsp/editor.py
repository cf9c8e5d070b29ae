"""An editor for tests: a real client of the protocol, and a server of its own in another process."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

PUSHED = types.ClientCapabilities()
PULLED = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
    workspace=types.WorkspaceClientCapabilities(
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
)


def _heard_by(listener: Callable[[Any], object]) -> Callable[[Any], None]:
    """Return a function, on which a mark can be set, as is done by the client."""

    def hear(said: Any) -> None:
        listener(said)

    return hear


class Editor:
    """What a person would do, and what the server says meanwhile."""

    def __init__(self, root: Path, client: LanguageClient) -> None:
        """Talk to the server through *client*."""
        self.root = root
        self.client = client
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.watched: asyncio.Queue[types.RegistrationParams] = asyncio.Queue()
        self.shown: asyncio.Queue[types.ShowMessageParams] = asyncio.Queue()
        self.refreshed = asyncio.Event()
        self._version = 0
        for method, listener in (
            (types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self.told.put_nowait),
            (types.WINDOW_SHOW_MESSAGE, self.shown.put_nowait),
            (types.WORKSPACE_DIAGNOSTIC_REFRESH, lambda _: self.refreshed.set()),
            (types.CLIENT_REGISTER_CAPABILITY, self.watched.put_nowait),
        ):
            client.feature(method)(_heard_by(listener))

    def uri(self, name: str) -> str:
        """Return how a file of the project is called."""
        return (self.root / name).as_uri()

    def open(self, name: str, text: str) -> None:
        """Open a file."""
        item = types.TextDocumentItem(self.uri(name), "python", self._version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        """Change the whole text of a file that is open."""
        self._version += 1
        document = types.VersionedTextDocumentIdentifier(self._version, self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, name: str) -> None:
        """Close a file."""
        document = types.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def say_changed(self, name: str) -> None:
        """Say that a file has changed on disk."""
        change = types.FileEvent(self.uri(name), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))

    async def pull(self, name: str, previous: str | None = None) -> Any:
        """Ask what is found in a file."""
        document = types.TextDocumentIdentifier(self.uri(name))
        params = types.DocumentDiagnosticParams(document, previous_result_id=previous)
        return await self.client.text_document_diagnostic_async(params)

    async def actions(self, name: str, place: types.Range, only: list[str] | None = None) -> list[Any]:
        """Ask what can be done about what is found in a place."""
        document = types.TextDocumentIdentifier(self.uri(name))
        context = types.CodeActionContext([], only)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(document, place, context)
        )
        return list(found or ())

    async def hover(self, name: str, line: int, character: int) -> str | None:
        """Ask what is known of a place."""
        document = types.TextDocumentIdentifier(self.uri(name))
        params = types.HoverParams(document, types.Position(line, character))
        found: Any = await self.client.text_document_hover_async(params)
        return None if found is None else found.contents.value


@asynccontextmanager
async def editor_on(root: Path, capabilities: types.ClientCapabilities = PUSHED) -> AsyncIterator[Editor]:
    """Start a server and an editor that works on a folder, and end both."""
    client = LanguageClient("a test", "1")
    editor = Editor(root, client)
    await client.start_io(sys.executable, "-m", "asyncproof", "lsp", "--stdio")
    try:
        await client.initialize_async(types.InitializeParams(capabilities, root_uri=root.as_uri()))
        client.initialized(types.InitializedParams())
        yield editor
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
