from __future__ import annotations

import ast

from asyncproof.check.fixing.choosing import choose
from asyncproof.check.fixing.patch import patched
from asyncproof.check.hit import Edit, Fix, Hit, Span
from asyncproof.check.reading.source import Source
from asyncproof.core import Severity

TEXT = "def test_a(): a()\ndef test_b(): b()\n"


def source(text: str = TEXT) -> Source:
    """Make a file of a text."""
    return Source("test_it.py", text.encode(), text)


def hit(line: int, begin: int, end: int, text: str, *imports: str) -> Hit:
    """Make a hit with a fix of one edit."""
    span = Span(line, begin, line, end)
    fix = Fix("mend it", (Edit(span, text),), imports)
    return Hit("missing-await", "test_it.py", span, "bad", "mend it", Severity.ERROR, fix=fix)


def chosen(*hits: Hit, text: str = TEXT) -> tuple[list[int], str]:
    """Return which hits are chosen, by their numbers, and the text with their fixes."""
    choice = choose(source(text), ast.parse(text), hits)
    return [hits.index(one) for one in choice.hits], patched(text, choice.patches)


def test_fixes_that_are_apart_go_together() -> None:
    """And the import that both need is there once."""
    found = chosen(hit(1, 14, 14, "x", "import x"), hit(2, 14, 14, "x", "import x"))
    assert found == ([0, 1], "import x\n\n\ndef test_a(): xa()\ndef test_b(): xb()\n")


def test_a_fix_that_touches_another_has_to_wait() -> None:
    """The first one wins."""
    assert chosen(hit(1, 14, 16, "c"), hit(1, 16, 16, "d"), hit(2, 14, 14, "x"))[0] == [0, 2]


def test_a_hit_without_a_fix_is_passed_over() -> None:
    """There is nothing to do for it."""
    bare = Hit("missing-await", "test_it.py", Span(1, 0, 1, 0), "bad", "mend it", Severity.ERROR)
    assert chosen(bare) == ([], TEXT)


def test_an_import_goes_before_what_stands_at_its_place() -> None:
    """As a mark before the first function of a file."""
    assert chosen(hit(1, 0, 0, "@x\n", "import x"))[1].startswith("import x\n\n\n@x\ndef test_a")


def test_a_fix_that_cannot_be_put_in_is_named() -> None:
    """Its edits overlap, its import has no place, or stands in the midst of what it replaces."""
    double = Fix("mend it", (Edit(Span(1, 0, 1, 3), ""), Edit(Span(1, 1, 1, 4), "")))
    bad = Hit("missing-await", "test_it.py", Span(1, 0, 1, 0), "bad", "", Severity.ERROR, fix=double)
    choice = choose(source(), ast.parse(TEXT), [bad])
    assert (choice.hits, choice.patches, choice.unusable) == ((), (), (bad,))
    text = 'import a; b = """\n"""\n'
    assert choose(source(text), ast.parse(text), [hit(1, 0, 0, "x", "import x")]).unusable
    text = "import a\nimport z\n"
    across = Fix("mend it", (Edit(Span(1, 0, 2, 8), "import b"),), ("import x",))
    bad = Hit("missing-await", "test_it.py", Span(1, 0, 1, 0), "bad", "", Severity.ERROR, fix=across)
    assert choose(source(text), ast.parse(text), [bad]).unusable == (bad,)
