from __future__ import annotations

from tools.reference import FOLDER, MADE, reference_pages


def test_the_index_lists_every_page_with_its_first_sentence() -> None:
    """And each page says where it comes from."""
    pages = reference_pages()
    index = pages[f"{FOLDER}/index.md"]
    assert "- [Marks](marks.md): What stands above a test " in index
    assert "- [asyncproof.kit](asyncproof-kit.md): What tests of whole applications need: " in index
    assert all(text.split("\n\n")[1] == MADE for text in pages.values())
    names = [name.removeprefix(f"{FOLDER}/") for name in pages]
    assert [name for name in names if name != "index.md" and f"({name}): " not in index] == []
