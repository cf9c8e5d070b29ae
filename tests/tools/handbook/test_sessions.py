from __future__ import annotations

from pygments.token import Generic, Text

from tools.handbook.sessions import SessionLexer

SHOWN = "$ pytest -q\n# not a prompt\n$ python x.py\nit's 5 $ now\n"


def test_only_what_was_typed_looks_typed() -> None:
    """A line of output may begin with a `#`, and have an odd number of quotes."""
    tokens = [(kind, text) for kind, text in SessionLexer().get_tokens(SHOWN) if text]
    assert tokens == [
        (Generic.Prompt, "$ "),
        (Text, "pytest -q\n"),
        (Generic.Output, "# not a prompt\n"),
        (Generic.Prompt, "$ "),
        (Text, "python x.py\n"),
        (Generic.Output, "it's 5 $ now\n"),
    ]
