"""What an editor can do about a finding: mend it, mend all that is safe, or allow it in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.check.fixing.choosing import choose
from asyncproof.check.fixing.patch import patched, patches_of
from asyncproof.check.hit import Edit
from asyncproof.check.reading.comments import read_suppressions
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import Source, decode
from asyncproof.check.suppressing import UNUSED
from asyncproof.lsp.positions import end_of_line, overlap, range_between, range_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.check.fixing.patch import Patches
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
        patches = self._mending([hit])
        if hit.fix is not None and patches:
            yield self._action(hit.fix.title, quick, patches, preferred=True)
        if hit.rule != UNUSED:
            allowing = self._allowing(hit)
            if allowing is not None:
                yield self._action(f"allow {hit.rule} in this line", quick, allowing)

    def _for_all(self) -> Iterator[types.CodeAction]:
        patches = self._mending(hit for hit in self._hits if hit.fix is not None and hit.fix.safe)
        if patches:
            yield self._action("mend all that is safe to mend", FIX_ALL, patches)

    def _mending(self, hits: Iterable[Hit]) -> Patches:
        """Return what the fixes of some hits change, where they do not stand in each other's way."""
        tree = parse(self._source).tree
        return () if tree is None else choose(self._source, tree, hits).patches

    def _allowing(self, hit: Hit) -> Patches | None:
        """Return what adds a comment; in a text of several lines only its last can have one."""
        for line in dict.fromkeys((hit.span.line, hit.span.end_line)):
            edit = Edit(end_of_line(self._source, line), f"  # asyncproof: ignore[{hit.rule}]")
            patches = patches_of(self._source, [edit]) or ()
            changed = decode(self._source.path, patched(self._source.text, patches).encode())
            if isinstance(changed, Source) and _allows(changed, hit) and self._is_as_whole(changed):
                return patches
        return None

    def _is_as_whole(self, changed: Source) -> bool:
        return len(parse(changed).troubles) <= len(parse(self._source).troubles)

    def _action(
        self, title: str, kind: str, patches: Patches, *, preferred: bool = False
    ) -> types.CodeAction:
        edits = [
            types.TextEdit(range_between(self._source, one.start, one.end, self._encoding), one.text)
            for one in patches
        ]
        return types.CodeAction(
            title=f"asyncproof: {title}",
            kind=kind,
            is_preferred=preferred or None,
            edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(self._document, edits)]),
        )


def _allows(source: Source, hit: Hit) -> bool:
    return any(
        one.covers(hit.span.line) and any(name.text == hit.rule for name in one.names)
        for one in read_suppressions(source).found
    )


def _is_asked_for(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)
