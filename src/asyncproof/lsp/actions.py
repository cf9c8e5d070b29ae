"""What an editor can do about a finding: mend it, mend all that is safe, or allow it in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.check.hit import Edit
from asyncproof.check.reading.comments import read_suppressions
from asyncproof.check.reading.source import Source, decode
from asyncproof.check.suppressing import UNUSED
from asyncproof.lsp.positions import end_of_line, overlap, range_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.check.hit import Hit

FIX_ALL = "source.fixAll.asyncproof"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)


class Actions:
    """The actions for one file as it is now."""

    def __init__(
        self, uri: str, version: int | None, source: Source, hits: Iterable[Hit], encoding: str | None
    ) -> None:
        """Offer something for each hit."""
        self._document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        self._source = source
        self._hits = list(hits)
        self._encoding = encoding

    def within(self, place: types.Range, only: Sequence[str] | None) -> Iterator[types.CodeAction]:
        """Yield what can be done about the findings that touch a range, of the kinds that are asked for."""
        if _is_asked_for(types.CodeActionKind.QuickFix, only):
            for hit in self._hits:
                if overlap(range_of(self._source, hit.span, self._encoding), place):
                    yield from self._for_hit(hit)
        if _is_asked_for(FIX_ALL, only):
            yield from self._for_all()

    def _for_hit(self, hit: Hit) -> Iterator[types.CodeAction]:
        quick = types.CodeActionKind.QuickFix
        if hit.fix is not None:
            yield self._action(hit.fix.title, quick, hit.fix.edits, preferred=True)
        if hit.rule != UNUSED:
            allowing = self._allowing(hit)
            if allowing is not None:
                yield self._action(f"allow {hit.rule} in this line", quick, (allowing,))

    def _for_all(self) -> Iterator[types.CodeAction]:
        safe = [hit.fix for hit in self._hits if hit.fix is not None and hit.fix.safe]
        if safe:
            edits = [edit for fix in safe for edit in fix.edits]
            yield self._action("mend all that is safe to mend", FIX_ALL, edits)

    def _allowing(self, hit: Hit) -> Edit | None:
        """Return the edit that adds a comment; in a text of several lines only its last can have one."""
        for line in dict.fromkeys((hit.span.line, hit.span.end_line)):
            edit = Edit(end_of_line(self._source, line), f"  # asyncproof: ignore[{hit.rule}]")
            changed = decode(self._source.path, applied(self._source, edit).encode())
            if isinstance(changed, Source) and any(
                one.covers(hit.span.line) and any(name.text == hit.rule for name in one.names)
                for one in read_suppressions(changed).found
            ):
                return edit
        return None

    def _action(
        self, title: str, kind: str, edits: Iterable[Edit], *, preferred: bool = False
    ) -> types.CodeAction:
        texts = [
            types.TextEdit(range_of(self._source, edit.span, self._encoding), edit.text) for edit in edits
        ]
        return types.CodeAction(
            title=f"asyncproof: {title}",
            kind=kind,
            is_preferred=preferred or None,
            edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(self._document, texts)]),
        )


def applied(source: Source, edit: Edit) -> str:
    """Return a text with one edit in it."""
    start = source.offset(edit.span.line, edit.span.column)
    end = source.offset(edit.span.end_line, edit.span.end_column)
    return source.text[:start] + edit.text + source.text[end:]


def _is_asked_for(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)
