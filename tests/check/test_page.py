from __future__ import annotations

from asyncproof.check.page import page_of, summary_of
from asyncproof.check.registry import all_rules
from asyncproof.check.rule import Rule


class Told(Rule):
    """It has a page of its own.

    ## Example

    ```python bad title="a.py"
    x()
    ```
    """

    code = "AP996"
    name = "told"
    default = False
    guide = "Say it."
    also = ("ASYNC100", "RUF006")


def test_a_page_is_made_of_the_docstring() -> None:
    """Title, who made it, summary, settings, then the sections with plain fences."""
    assert page_of(Told(), made="<!-- made -->") == (
        "# told (AP996)\n\n<!-- made -->\n\nIt has a page of its own.\n\n"
        "**Rule** `told` or `AP996`; severity `error`, confidence `certain`; off by default; since 0.1. "
        "Others that find it, or a part of it: ASYNC100, RUF006. What the guides teach: say it.\n\n"
        '## Example\n\n```python title="a.py"\nx()\n```\n'
    )


def test_every_rule_has_a_page_without_marks_of_ours() -> None:
    """No fence says whether it is bad or good, and no rule is without a summary."""
    for rule in all_rules():
        page = page_of(rule)
        assert summary_of(rule) in page
        assert "```python bad" not in page
        assert "; on by default" in page or not rule.default
