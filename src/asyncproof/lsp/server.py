"""The language server itself: which files are open, and when an editor is told what is found in them."""

from __future__ import annotations

import asyncio
import gc

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from asyncproof._version import __version__
from asyncproof.lsp.diagnostics import diagnostics_of
from asyncproof.lsp.workspace import Workspace

QUIET = 0.02
"""For how many seconds nothing has to be typed before an editor that does not ask is told."""
IDLE = 0.5
"""After how many seconds without a change what was only moved is looked at anew."""


class Server(LanguageServer):
    """A language server, and the files that it looks at."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__("asyncproof", __version__)
        self.files = Workspace()
        self._later: asyncio.TimerHandle | None = None
        self._complained = ""

    @property
    def encoding(self) -> str | None:
        """The units in which this editor counts columns."""
        return self.workspace.position_encoding

    @property
    def is_asked(self) -> bool:
        """Whether the editor asks for what is found, so that it need not be told."""
        document = self.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    @property
    def hears_again(self) -> bool:
        """Whether this editor learns more later, so that what can't be said at once may wait."""
        return not self.is_asked or self._can_be_asked_to_ask

    def diagnostics(self, path: str) -> list[types.Diagnostic]:
        """Return what is found in a file."""
        source = self.files.source(path)
        if source is None:
            return []
        outcome = self.files.check(path, at_once=self.hears_again)
        found = diagnostics_of(outcome, source, self.encoding, self.files.source)
        self._complain(self.files.complaint)
        return found

    def tell_soon(self) -> None:
        """See to it that the editor learns what is found, once nobody types."""
        if self._later is not None:
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_later(QUIET, self._tell)

    def tell(self, path: str) -> None:
        """Tell the editor what is found in a file, unless it asks."""
        uri = uris.from_fs_path(path)
        if self.is_asked or uri is None:
            return
        document = self.workspace.text_documents.get(uri)
        version = document.version if document is not None else None
        params = types.PublishDiagnosticsParams(uri, self.diagnostics(path), version)
        self.text_document_publish_diagnostics(params)

    def _complain(self, complaint: str) -> None:
        """Show what is wrong with the settings, once."""
        if complaint and complaint != self._complained:
            kind = types.MessageType.Warning
            self.window_show_message(types.ShowMessageParams(kind, f"asyncproof: {complaint}"))
        self._complained = complaint

    def _tell(self) -> None:
        self._later = None
        if self.is_asked:
            self._ask_to_be_asked()
        for path in self.files.open_files:
            self.tell(path)
        self.rest_soon()

    def rest_soon(self) -> None:
        """See to it that what can wait is done once nobody types."""
        if self._later is not None:
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_later(IDLE, self._rest)

    def _rest(self) -> None:
        self._later = None
        gc.collect()  # which is off while somebody waits: one look at all trees takes longer than a check
        if self.files.look_again():
            self._tell()

    def _ask_to_be_asked(self) -> None:
        if self._can_be_asked_to_ask:
            self.workspace_diagnostic_refresh(None)

    @property
    def _can_be_asked_to_ask(self) -> bool:
        workspace = self.client_capabilities.workspace
        refreshing = workspace.diagnostics if workspace is not None else None
        return refreshing is not None and bool(refreshing.refresh_support)
