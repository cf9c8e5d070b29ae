from __future__ import annotations

import ast

import pytest

from asyncproof.check.replacing import is_handed_on, replaced_in, root_of


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


@pytest.mark.parametrize(
    ("line", "handed"),
    [
        ("use(mock)", True),
        ("use(a, x=mock.child)", True),
        ("other.child = mock", True),
        ("other = mock.child.deeper", True),
        ("mock.attach_mock(a, 'b')", True),
        ("mock.child.configure_mock(**more)", True),
        ("mock.child.return_value = 1", False),
        ("found = mock.child()", False),
        ("use(mock())", False),
        ("attach_mock(a)", False),
        ("use(a)", False),
    ],
)
def test_what_becomes_of_a_mock(line: str, handed: bool) -> None:
    """Who gets it, or sets many things at once, may make anything of it; calls of it change nothing."""
    function = ast.parse(f"def test_it():\n    {line}\n").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert is_handed_on("mock", [function]) is handed
    assert not is_handed_on("mock", [])


@pytest.mark.parametrize(
    ("text", "root"), [("mock.child().read()", "mock"), ("mock", "mock"), ("(a + b).read()", None)]
)
def test_the_root_of_an_expression(text: str, root: str | None) -> None:
    """The name that it begins with, through attributes and calls."""
    assert root_of(ast.parse(text, mode="eval").body) == root
