"""Every error has a page, and every page has an error."""

from __future__ import annotations

import ast

from tests.house.sources import ROOT, modules, parse, short

PAGES = {path.stem: path for path in (ROOT / "docs/errors").glob("*.md") if path.stem != "index"}


def slug_of(cls: ast.ClassDef) -> str | None:
    """Find the slug that a class body sets."""
    for node in cls.body:
        if isinstance(node, ast.AnnAssign):
            targets: list[ast.expr] = [node.target]
        elif isinstance(node, ast.Assign):
            targets = node.targets
        else:
            continue
        named = any(isinstance(target, ast.Name) and target.id == "slug" for target in targets)
        if named and isinstance(node.value, ast.Constant):
            return str(node.value.value)
    return None


def slugs() -> dict[str, str]:
    """Find the slug of every error class, and where it stands."""
    classes = [
        (path, node)
        for path in modules()
        if "explain" not in path.parts  # explanations have slugs too, and pages of their own
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef)
    ]
    found = {slug_of(cls): f"{short(path)}:{cls.lineno} {cls.name}" for path, cls in classes}
    return {slug: place for slug, place in found.items() if slug is not None}


def test_every_error_has_a_page() -> None:
    """What an error's message points to exists."""
    assert not {slug: place for slug, place in slugs().items() if slug not in PAGES}


def test_every_page_has_an_error() -> None:
    """No page explains an error that is no more."""
    assert not PAGES.keys() - slugs().keys()


def test_pages_have_a_title_and_a_sentence() -> None:
    """Each page starts with a title and one paragraph that says what happened."""
    for path in PAGES.values():
        title, empty, first, *_ = path.read_text(encoding="utf-8").splitlines()
        assert title.startswith("# "), short(path)
        assert not empty, short(path)
        assert first[:1].isalpha() or first[:1] == "`", short(path)
