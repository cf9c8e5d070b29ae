from __future__ import annotations

import ast

import pytest

from asyncproof.check.replacing import replaced_in


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ("patch('app.work')", {"work"}),
        ("patch.object(app, 'work', 1)", {"work"}),
        ("monkeypatch.setattr(app, 'work', 1)", {"work"}),
        ("monkeypatch.setattr('app.work', 1)", {"work"}),
        ("mock.patch(target='app.work')", {"target", "work"}),
        ("patch.multiple('app', work=1, play=2)", {"app", "work", "play"}),
        ("patch(name, **more)", set()),
        ("other('app.work')", set()),
        ("[0]('app.work')", set()),
    ],
)
def test_what_a_function_replaces(call: str, names: set[str]) -> None:
    """By `patch`, `setattr` and their like: the last part of each name."""
    function = ast.parse(f"def test_it():\n    def inner():\n        {call}\n").body[0]
    assert isinstance(function, ast.FunctionDef)
    inner = function.body[0]
    assert replaced_in([ast.Module([], []), function, inner]) == names


def test_decorators_count() -> None:
    """Those of a function and those of its class; what other functions replace does not."""
    tree = ast.parse(
        "@patch('a.b')\nclass TestIt:\n    @patch('c.d')\n    def test_it(self): ...\n    patch('e.f')\n"
    )
    klass = tree.body[0]
    assert isinstance(klass, ast.ClassDef)
    assert replaced_in([tree, klass, klass.body[0]]) == {"b", "d"}
    assert replaced_in([tree]) == set()
