from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asyncproof.cli import main

if TYPE_CHECKING:
    import pytest


def test_who_lacks_the_extra_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And standard output, which belongs to the protocol, stays empty."""
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.delitem(sys.modules, "asyncproof.lsp.listening", raising=False)
    monkeypatch.delitem(sys.modules, "asyncproof.lsp.server", raising=False)
    assert main(["lsp"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "pip install 'asyncproof[lsp]'" in said.err
