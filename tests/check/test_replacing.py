from __future__ import annotations

import ast

import pytest

from asyncproof.check.replacing import (
    asserted_in,
    called_in,
    is_handed_on,
    names_in,
    replaced_in,
    root_of,
)


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ("patch('app.work')", {"work"}),
        ("patch(f'{HERE}.work')", {"work"}),
        ("patch(f'{HERE}.{name}')", {"*"}),
        ("patch(HERE + '.work')", {"work"}),
        ("patch('%s.work' % HERE)", {"work"}),
        ("patch(WORK)", {"work"}),
        ("patch(COUNT)", {"*"}),
        ("patch(f'')", {"*"}),
        ("mocker.patch(target())", {"*"}),
        ("patch.object(app, 'work', 1)", {"work"}),
        ("patch.object(app, name)", {"*"}),
        ("patch.object(app, attribute='work')", {"work"}),
        ("monkeypatch.setattr(app, 'work', 1)", {"work"}),
        ("monkeypatch.setattr(app, name='work', value=1)", {"work"}),
        ("monkeypatch.setattr('app.work', 1)", {"work"}),
        ("monkeypatch.setattr(target='app.work', value=1)", {"work"}),
        ("setattr(app, 'work', 1)", {"work"}),
        ("setattr(app, name, 1)", set()),
        ("mock.patch(target='app.work')", {"work"}),
        ("patch.multiple('app', work=1, play=2)", {"work", "play"}),
        ("patch(name, **more)", {"*"}),
        ("patch(**more)", set()),
        ("app.client.get = work", {"get"}),
        ("app.count = 1", set()),
        ("other('app.work')", set()),
        ("[0]('app.work')", set()),
    ],
)
def test_what_a_function_replaces(call: str, names: set[str]) -> None:
    """By `patch`, `setattr`, an assignment and their like: the last part of each name; `*` is any."""
    top = "WORK = 'app.work'\nCOUNT = 1\nOTHER.x = A = 'b'\n"
    tree = ast.parse(f"{top}def test_it():\n    def inner():\n        {call}\n")
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    assert replaced_in([tree, function, function.body[0]]) == names


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


def test_the_names_in_an_expression() -> None:
    """Those by which it comes to what it calls; its arguments do not count."""
    assert set(names_in(ast.parse("(await app.client(x).read(y))", mode="eval").body)) == {
        "app", "client", "read",
    }  # fmt: skip
    assert set(names_in(ast.parse("[a].read", mode="eval").body)) == {"read"}


def test_what_a_function_calls_and_asserts() -> None:
    """The names of what it calls, and of the mocks that it asks for their calls."""
    text = "def test_it():\n    use(make())\n    app.go()\n"
    text += "    m.read.assert_called()\n    print(m.x.call_count)\n"
    function = ast.parse(text).body[0]
    assert set(called_in([function])) == {"use", "make", "print"}
    assert asserted_in([function]) == {"read", "x"}
    assert called_in([]) == ()
    assert asserted_in([]) == frozenset()
