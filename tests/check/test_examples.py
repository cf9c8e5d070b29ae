from __future__ import annotations

from asyncproof.check.examples import Example, examples_of
from asyncproof.check.rule import Rule


class Shown(Rule):
    """It has examples.

    ```python bad
    bad()  # AP101
    good()  # AP10
    ```

    ```python bad title="a.py"
    first()
    ```

    ```toml bad title="b.toml"
    x = 1
    ```

    ```python bad title="a.py"
    second()
    ```

    ```python good
    good()
    ```
    """

    code = "AP997"
    name = "shown"


def test_files_that_follow_one_another_are_one_example() -> None:
    """A name that comes again begins the next one; marks are taken off the lines and noted."""
    assert examples_of(Shown(), "bad") == [
        Example(
            {"test_example.py": "bad()\ngood()  # AP10\n", "a.py": "first()\n", "b.toml": "x = 1\n"},
            (("test_example.py", 1),),
        ),
        Example({"a.py": "second()\n"}, ()),
    ]
    assert examples_of(Shown(), "good") == [Example({"test_example.py": "good()\n"}, ())]


def test_a_rule_without_a_page_has_none() -> None:
    """Rules that tests make need no docstring."""
    assert examples_of(type("Silent", (Rule,), {"__doc__": None})(), "bad") == []
