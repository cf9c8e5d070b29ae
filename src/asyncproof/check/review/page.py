"""A review as one HTML file, which needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from asyncproof.check.review.answer import Mark
from asyncproof.check.review.forms import FEW, headline, more, shown_score, where

if TYPE_CHECKING:
    from asyncproof.check.review.answer import Answer, Review

_SIGNS = {Mark.GOOD: "✓", Mark.FAIR: "~", Mark.POOR: "✗", Mark.NONE: "–"}  # noqa: RUF001 - a dash, as it is meant
_STYLE = """
:root { color-scheme: light dark; --line: #8884; }
:root { --good: #1a7f37; --fair: #9a6700; --poor: #cf222e; --none: #6e7781; }
@media (prefers-color-scheme: dark) {
  :root { --good: #3fb950; --fair: #d29922; --poor: #f85149; --none: #9198a1; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin: 0; }
section { border-top: 1px solid var(--line); padding: .8rem 0; }
section { display: grid; grid-template-columns: 6rem 1fr; }
.score { font-size: 1.4rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.good { color: var(--good); }
.fair { color: var(--fair); }
.poor { color: var(--poor); }
.none { color: var(--none); }
.bar { height: .4rem; background: var(--line); border-radius: .2rem; margin: .3rem 0 .6rem; }
.bar div { height: 100%; border-radius: .2rem; background: currentColor; }
p, ul { margin: .3rem 0; }
ul { padding-left: 1.2rem; }
code { font-size: .85em; overflow-wrap: anywhere; }
@media print { body { max-width: none; margin: 0; } section { break-inside: avoid; } }
"""


def html_form(review: Review) -> str:
    """Return a review as a page."""
    unread = ", ".join(escape(path) for path in review.unreadable)
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Review of async tests: {shown_score(review.score)}</title>",
            f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>Review of async tests: {shown_score(review.score)}</h1>",
            f"<p>{escape(headline(review))}</p>",
            *(_section(answer) for answer in review.answers),
            *([f"<p>Not or not wholly read: {unread}</p>"] if unread else []),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _section(answer: Answer) -> str:
    mark = answer.mark
    name = "none" if mark is Mark.NONE else mark.value
    width, shown = answer.score or 0, f"{_SIGNS[mark]} {shown_score(answer.score)}"
    return "\n".join(
        [
            f'<section id="{escape(answer.key)}">',
            f'<div class="score {name}" title="{mark.value}">{shown}</div>',
            f"<div><h2>{escape(answer.question)}</h2>",
            f'<div class="bar {name}" aria-hidden="true"><div style="width: {width}%"></div></div>',
            f"<p>{escape(answer.text)}</p>",
            *(_advice(answer) if answer.advice else []),
            "</div></section>",
        ]
    )


def _advice(answer: Answer) -> list[str]:
    items = [f"<li><code>{escape(where(place))}</code></li>" for place in answer.places[:FEW]]
    items += [f"<li>{escape(more(answer))}</li>"] if len(answer.places) > FEW else []
    listed = ["<ul>", *items, "</ul>"] if items else []
    return [*listed, f"<p>To do: {escape(answer.advice)}.</p>"]
