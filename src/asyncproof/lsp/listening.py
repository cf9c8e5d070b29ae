"""What an editor says to the language server, and what it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import uris

from asyncproof.check.page import page_of
from asyncproof.check.registry import all_rules
from asyncproof.lsp.actions import KINDS, Actions
from asyncproof.lsp.positions import overlap, range_of
from asyncproof.lsp.server import Server
from asyncproof.lsp.workspace import CONFIGURATION

if TYPE_CHECKING:
    from collections.abc import Callable

WATCHED = "asyncproof-files"


def make_server() -> Server:
    """Return a server that listens."""
    server = Server()
    for method, listener, options in _LISTENERS:
        server.feature(method, options)(listener)
    return server


def _path_of(uri: str) -> str | None:
    """Return the file that is meant; None for what is no file, as a text that was never saved."""
    return uris.to_fs_path(uri) if uri.startswith("file:") else None


def _begin(ls: Server, _: types.InitializedParams) -> None:
    """Ask to be told when files change that are not open."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    globs = ["**/*.py", "**/*.pyi", *(f"**/{name}" for name in sorted(CONFIGURATION))]
    options = types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher(glob) for glob in globs]
    )
    registration = types.Registration(WATCHED, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(types.RegistrationParams([registration]))


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    path = _path_of(params.text_document.uri)
    if path is not None:
        ls.files.put(path, params.text_document.text)
        ls.tell(path)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    path = _path_of(params.text_document.uri)
    if path is not None:
        ls.files.put(path, ls.workspace.get_text_document(params.text_document.uri).source)
        if not ls.is_asked:
            ls.tell_soon()


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    path = _path_of(params.text_document.uri)
    if path is not None:
        ls.files.close(path)
        if not ls.is_asked:
            ls.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(params.text_document.uri, [])  # a closed file shows nothing
            )


def _changed_on_disk(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        path = _path_of(change.uri)
        if path is not None:
            ls.files.changed_on_disk(path)
    ls.tell_soon()


def _asked(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    path = _path_of(params.text_document.uri)
    state = str(ls.files.generation)
    if params.previous_result_id == state:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=state)
    found = [] if path is None else ls.diagnostics(path)
    ls.rest_soon()
    return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=state)


def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    path = _path_of(params.text_document.uri)
    source = None if path is None else ls.files.source(path)
    if path is None or source is None:
        return None
    document = ls.workspace.get_text_document(params.text_document.uri)
    hits = ls.files.check(path, at_once=ls.hears_again).hits
    actions = Actions(document.uri, document.version, source, hits, ls.encoding)
    return list(actions.within(params.range, params.context.only))


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    path = _path_of(params.text_document.uri)
    source = None if path is None else ls.files.source(path)
    if path is None or source is None:
        return None
    here = types.Range(params.position, params.position)
    pages = {rule.name: rule for rule in all_rules()}
    for hit in ls.files.check(path, at_once=ls.hears_again).hits:
        place = range_of(source, hit.span, ls.encoding)
        if overlap(place, here) and hit.rule in pages:
            text = f"**{hit.message}**\n\n{hit.cure}\n\n---\n\n{page_of(pages[hit.rule])}"
            return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)
    return None


_LISTENERS: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.INITIALIZED, _begin, None),
    (types.TEXT_DOCUMENT_DID_OPEN, _opened, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, _changed, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, _closed, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _changed_on_disk, None),
    (
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        _asked,
        types.DiagnosticOptions(
            identifier="asyncproof", inter_file_dependencies=True, workspace_diagnostics=False
        ),
    ),
    (types.TEXT_DOCUMENT_CODE_ACTION, _actions, types.CodeActionOptions(code_action_kinds=list(KINDS))),
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
)
