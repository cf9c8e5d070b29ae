from __future__ import annotations

import pytest

from asyncproof.check.reading.toml import line_in, line_of, table_of, toml_document

TEXT = """\
[ tool . "shop" ]  # ours
name = "x"
'quoted' = [
  1,
]
[tool.shop.deep]
name = "y"
[[other]]
name = "z"
"""


def test_tables_that_are_not_there_are_empty() -> None:
    """Looking into a document of any shape yields tables only."""
    document = toml_document("a.b = {c = 1}\nd = 2\n")
    assert table_of(document, "a", "b") == {"c": 1}
    assert table_of(document, "a", "x", "y") == {}
    assert table_of(document, "d", "e") == {}
    assert table_of(document, "d") == {}


@pytest.mark.parametrize(
    ("table", "name", "line"),
    [
        ("tool.shop", None, 1),
        ("tool.shop", "name", 2),
        ("tool.shop", "quoted", 3),
        ("tool.shop.deep", "name", 7),
        ("other", "name", 9),
        ("tool", "name", None),
        ("tool.none", None, None),
    ],
)
def test_a_name_is_found_on_its_line(table: str, name: str | None, line: int | None) -> None:
    """In its own table, however the header is spelt; in no other one."""
    assert line_of(TEXT, table, name) == line


def test_a_broken_document_tells_its_line() -> None:
    """Whatever the parser calls it; an error of another kind may know its line itself, or not."""
    with pytest.raises(ValueError, match="line 2") as raised:
        toml_document("a = 1\nb = = 2\n")
    assert line_in(raised.value) == 2
    assert line_in(SyntaxError("no", ("file", 7, 0, ""))) == 7
    assert line_in(OSError("gone")) is None
