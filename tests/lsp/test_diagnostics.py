from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.lsp.diagnostics import diagnostics_of
from asyncproof.lsp.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
async def work(): ...
async def test_it():
    work()
    await work()  # asyncproof: ignore[missing-await]
    half(
"""


def shown(path: Path, *, is_readable: bool = True) -> list[types.Diagnostic]:
    """Return what an editor shows of a text."""
    workspace = Workspace()
    workspace.put(str(path), TEXT)
    source = workspace.source(str(path))
    assert source is not None
    read = workspace.source if is_readable else lambda _: None
    return diagnostics_of(workspace.check(str(path)), source, "utf-16", read)


def test_each_finding_is_a_diagnostic(tmp_path: Path) -> None:
    """With rule, severity, and where the cause is; a comment that does nothing is shown as unnecessary."""
    hit, unused, trouble = shown(tmp_path / "test_it.py")
    assert (hit.code, hit.severity, hit.source) == ("AP101", types.DiagnosticSeverity.Error, "asyncproof")
    assert hit.message.endswith("(missing-await); await the call")
    (related,) = hit.related_information or ()
    assert related.location.range.start == types.Position(0, 0)
    assert related.location.uri == (tmp_path / "test_it.py").as_uri()
    assert unused.tags == [types.DiagnosticTag.Unnecessary]
    assert unused.severity == types.DiagnosticSeverity.Warning
    assert trouble.severity == types.DiagnosticSeverity.Information
    assert trouble.range.start == types.Position(4, 0)
    assert trouble.code is None


def test_a_cause_in_a_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """Nobody could tell its columns."""
    assert [one.related_information for one in shown(tmp_path / "test_it.py", is_readable=False)] == [
        None
    ] * 3
