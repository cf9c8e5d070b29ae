from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.check.world import write
from tests.lsp.editor import PULLED, editor_on

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

WORK = "async def work(): ...\n"
BAD = f"{WORK}async def test_it():\n    'ü😀'; work()\n"
SAFE = f"{WORK}async def test_it():  # asyncproof: ignore[awaited-mock]\n    await work()\n    \n    work()\n"
GOOD = f"{WORK}async def test_it():\n    'ü😀'; await work()\n"


def found(diagnostics: list[types.Diagnostic]) -> list[tuple[str, int, int, int]]:
    """Return the findings as code, line, and columns."""
    return [
        (str(one.code), one.range.start.line, one.range.start.character, one.range.end.character)
        for one in diagnostics
    ]


def changed(text: str, action: types.CodeAction) -> str:
    """Return a text with the edits of an action in it, as an editor makes them that counts in UTF-16."""
    assert action.edit is not None
    assert action.edit.document_changes
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in reversed(action.edit.document_changes[0].edits):  # type: ignore[union-attr] # edits of text only
        assert edit.range.start.line == edit.range.end.line
        line = lines[edit.range.start.line]
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        lines[edit.range.start.line] = line[:start] + edit.new_text.encode("utf-16-le") + line[end:]
    return "\n".join(line.decode("utf-16-le") for line in lines)


async def test_an_editor_is_told_while_somebody_types(tmp_path: Path) -> None:
    """On opening, after a change, and nothing any more once it is mended or closed."""
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", BAD)
        told = await editor.told.get()
        assert (told.uri, told.version) == (editor.uri("test_it.py"), 0)
        assert found(told.diagnostics) == [("AP101", 2, 11, 17)]  # two units for the face
        editor.type("test_it.py", GOOD)
        told = await editor.told.get()
        assert (told.version, told.diagnostics) == (1, ())
        editor.type("test_it.py", BAD)
        assert (await editor.told.get()).diagnostics
        editor.close("test_it.py")
        assert (await editor.told.get()).diagnostics == ()


async def test_an_editor_that_asks_is_not_told(tmp_path: Path) -> None:
    """It gets the findings when it asks, and hears that nothing has changed if nothing has."""
    async with editor_on(tmp_path, PULLED) as editor:
        editor.open("test_it.py", BAD)
        first = await editor.pull("test_it.py")
        assert found(first.items) == [("AP101", 2, 11, 17)]
        again = await editor.pull("test_it.py", first.result_id)
        assert again.kind == types.DocumentDiagnosticReportKind.Unchanged
        editor.type("test_it.py", GOOD)
        assert (await editor.pull("test_it.py", first.result_id)).items == ()
        assert editor.told.empty()


async def test_a_change_in_one_file_is_seen_in_another(tmp_path: Path) -> None:
    """In what is typed, in what is written to disk, and when half of a line is typed, in what was before."""
    write(tmp_path, {"work.py": WORK.replace("async ", "")})
    test = BAD.replace(WORK, "from work import work\n")
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", test)
        assert (await editor.told.get()).diagnostics == ()
        write(tmp_path, {"work.py": WORK})
        editor.say_changed("work.py")
        assert (await editor.told.get()).diagnostics
        editor.open("work.py", WORK)
        assert (await editor.told.get()).diagnostics == ()
        editor.type("work.py", WORK + "def half(")
        told = {one.uri: one.diagnostics for one in [await editor.told.get(), await editor.told.get()]}
        assert found(told[editor.uri("test_it.py")]) == [("AP101", 2, 11, 17)]
        (trouble,) = told[editor.uri("work.py")]
        assert trouble.severity == types.DiagnosticSeverity.Information
        editor.type("work.py", "def work(): ...\n")
        while any(told.values()):  # what it means for another file is told a moment later
            one = await editor.told.get()
            told[one.uri] = one.diagnostics


async def test_an_editor_that_asks_is_asked_to_ask_again(tmp_path: Path) -> None:
    """When a file changes that it has asked to be told of."""
    write(tmp_path, {"pyproject.toml": ""})
    async with editor_on(tmp_path, PULLED) as editor:
        (registration,) = (await editor.watched.get()).registrations
        assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        assert {"**/*.py", "**/pyproject.toml"} <= {
            watcher["globPattern"] for watcher in registration.register_options["watchers"]
        }
        editor.say_changed("pyproject.toml")
        await editor.refreshed.wait()


async def test_a_finding_can_be_mended_or_allowed(tmp_path: Path) -> None:
    """A fix gives a text without it; so does the comment that allows it."""
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", BAD)
        place = (await editor.told.get()).diagnostics[0].range
        mend, allow = await editor.actions("test_it.py", place, [types.CodeActionKind.QuickFix])
        assert mend.is_preferred
        assert changed(BAD, mend) == GOOD
        comment = "  # asyncproof: ignore[missing-await]"
        assert changed(BAD, allow) == BAD.replace("'; work()", f"'; work(){comment}")
        editor.type("test_it.py", changed(BAD, allow))
        assert (await editor.told.get()).diagnostics == ()


async def test_nothing_is_offered_where_nothing_is_found(tmp_path: Path) -> None:
    """Elsewhere in the file, of other kinds, and in what is no file."""
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", BAD)
        place = (await editor.told.get()).diagnostics[0].range
        top = types.Range(types.Position(0, 0), types.Position(0, 1))
        assert await editor.actions("test_it.py", top) == []
        assert await editor.actions("test_it.py", place, ["refactor"]) == []
        assert await editor.hover("test_it.py", 0, 0) is None
        editor.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem("untitled:1", "python", 1, BAD))
        )
        assert await editor.actions("../untitled", place) == []


async def test_hovering_shows_the_page_of_the_rule(tmp_path: Path) -> None:
    """What was found, what to do, and why it matters."""
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", BAD)
        await editor.told.get()
        text = await editor.hover("test_it.py", 2, 12)
        assert text is not None
        assert text.startswith("**`work()` makes a coroutine that is never awaited")
        assert "## What it cannot see" in text


async def test_the_settings_of_the_project_hold(tmp_path: Path) -> None:
    """What is ignored is silent; settings that are wrong are told once, and then none hold."""
    write(tmp_path, {"pyproject.toml": '[tool.asyncproof.check]\nignore = ["missing-await"]\n'})
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", BAD)
        assert (await editor.told.get()).diagnostics == ()
        write(tmp_path, {"pyproject.toml": '[tool.asyncproof.check]\nignore = ["no-rule"]\n'})
        editor.say_changed("pyproject.toml")
        assert found((await editor.told.get()).diagnostics) == [("AP101", 2, 11, 17)]
        assert "no-rule" in (await editor.shown.get()).message


async def test_all_that_is_safe_is_mended_at_once(tmp_path: Path) -> None:
    """As one change of the file, its imports among it; what is not safe is left."""
    async with editor_on(tmp_path) as editor:
        editor.open("test_it.py", SAFE)
        await editor.told.get()
        everywhere = types.Range(types.Position(0, 0), types.Position(9, 0))
        (action,) = await editor.actions("test_it.py", everywhere, ["source.fixAll"])
        editor.type("test_it.py", changed(SAFE, action))
        assert found((await editor.told.get()).diagnostics) == [("AP101", 4, 4, 10)]
