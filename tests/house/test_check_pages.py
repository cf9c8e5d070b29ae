"""The pages about check name rules that there are, and settings and options that there are."""

from __future__ import annotations

import re

from asyncproof.check.registry import all_rules
from asyncproof.check.settings.reading import READERS
from asyncproof.cli.outline import outline_of
from asyncproof.cli.parser import build_parser
from tests.house.sources import ROOT

CHECK = (ROOT / "docs/check.md").read_text("utf-8")


def test_rules_that_are_named_beside_others_exist() -> None:
    """Each by its name, with a link to its own page."""
    text = (ROOT / "docs/check-beside-others.md").read_text("utf-8")
    named = re.findall(r"\[([\w-]+)\]\(rules/([\w-]+)\.md\)", text)
    assert len(named) > 50
    assert {shown for shown, _ in named} <= {rule.name for rule in all_rules()}
    assert all(shown == page for shown, page in named)


def test_the_page_has_every_setting() -> None:
    """In its table, and none that is not one."""
    table = CHECK.partition("| setting |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == set(READERS)


def test_the_page_has_every_form() -> None:
    """In the order in which the command names them."""
    (check,) = outline_of(build_parser(["check"]), name="asyncproof").commands
    (form,) = (option for option in check.options if "--format" in option.names)
    table = CHECK.partition("| `--format` |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == form.choices
