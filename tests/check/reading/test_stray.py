from __future__ import annotations

import pytest

from asyncproof.check.reading.logical import lay_out
from asyncproof.check.reading.stray import without_stray_quotes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('x = 1\ny = """abc\nz = 2\n', "x = 1\ny = ?  abc\nz = 2\n"),
        ("x = '''abc\ny = \"\"\"def\n", "x = ?  abc\ny = ?  def\n"),
        ('def f():\n    """a\ndef g():\n    """b"""\n', 'def f():\n    ?  a\ndef g():\n    """b"""\n'),
        (
            'class A:\n    """a\n    @b\n    def g(): pass\n',
            "class A:\n    ?  a\n    @b\n    def g(): pass\n",
        ),
        ('x = """\n    def f(): pass\n"""\ny = """z\n', 'x = """\n    def f(): pass\n"""\ny = ?  z\n'),
        ("'''a\ndef f(): pass\n'''\ny = \"\"\"z\n", "'''a\ndef f(): pass\n'''\ny = ?  z\n"),
    ],
)
def test_the_quote_without_partner_is_found(text: str, left: str) -> None:
    """It is the one whose string holds code that stands no deeper, or else the last one of its kind."""
    assert without_stray_quotes(text, lay_out(text)) == left
    assert len(left) == len(text)


def test_honest_text_stays() -> None:
    """Where every triple quote has its partner nothing is touched."""
    text = 'x = """\ndef f(): pass\n"""\n'
    assert without_stray_quotes(text, lay_out(text)) == text
