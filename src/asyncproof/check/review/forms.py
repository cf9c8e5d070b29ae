"""A review to be read: in a terminal, in a merge request, by a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asyncproof.check.output.place import shown_path
from asyncproof.check.output.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.review.answer import Answer, Place, Review

VERSION = 1
FEW = 5
"""How many places a person is shown of one question."""


def text_form(review: Review) -> str:
    """Return a review for a terminal."""
    lines = [headline(review), ""]
    for answer in review.answers:
        lines.append(f"{shown_score(answer.score):>3}  {answer.question}")
        lines.append(f"     {answer.text}")
        if answer.advice:
            lines += [f"     {where(place)}" for place in answer.places[:FEW]]
            lines += [f"     {more(answer)}"] if len(answer.places) > FEW else []
            lines.append(f"     to do: {answer.advice}")
    return "\n".join([*lines, "", *_unread(review)]).rstrip() + "\n"


def markdown_form(review: Review) -> str:
    """Return a review as Markdown."""
    rows = [
        f"| {shown_score(one.score)} | {_cell(one.question)} | {_cell(one.text)} |" for one in review.answers
    ]
    parts = [
        f"# Review of async tests: {shown_score(review.score)}",
        headline(review),
        "\n".join(["| score | question | answer |", "|---:|---|---|", *rows]),
        *_markdown_parts(review),
        *_unread(review),
    ]
    return "\n\n".join(parts) + "\n"


def json_form(review: Review) -> str:
    """Return a review for programs, which may compare it with an earlier one."""
    data: dict[str, Any] = {
        "version": VERSION,
        "score": review.score,
        "files": review.files,
        "tests": review.tests,
        "async_tests": review.async_tests,
        "unreadable": [shown_path(path) for path in review.unreadable],
        "questions": {
            answer.key: {
                "question": answer.question,
                "score": answer.score,
                "mark": answer.mark.value,
                "answer": answer.text,
                "advice": answer.advice,
                "places": [
                    {"path": shown_path(place.path), "line": place.line, "text": place.text}
                    for place in answer.places
                ],
            }
            for answer in review.answers
        },
    }
    return json.dumps(data, indent=1) + "\n"


def headline(review: Review) -> str:
    """Return what was looked at, in a sentence."""
    files = "1 file" if review.files == 1 else f"{review.files} files"
    tests = "1 async test" if review.async_tests == 1 else f"{review.async_tests} async tests"
    score = f"{shown_score(review.score)} of 100 on {_asked(review)} questions"
    return f"{tests} of {review.tests} in {files}: {score}."


def shown_score(score: int | None) -> str:
    """Return a score, or a dash where there is none."""
    return "-" if score is None else str(score)


def where(place: Place) -> str:
    """Return a place and what is there, in one line."""
    return one_line(f"{shown_path(place.path)}:{place.line}: {place.text}")


def more(answer: Answer) -> str:
    """Return how many places are not shown."""
    return f"... and {len(answer.places) - FEW} more (--format json has all)"


def _asked(review: Review) -> int:
    return sum(answer.score is not None for answer in review.answers)


def _unread(review: Review) -> list[str]:
    if not review.unreadable:
        return []
    return [f"Not or not wholly read: {', '.join(shown_path(path) for path in review.unreadable)}"]


def _markdown_parts(review: Review) -> Iterator[str]:
    for answer in review.answers:
        if answer.advice:
            yield f"## {answer.question} {shown_score(answer.score)}"
            lines = [f"- `{where(place).replace('`', chr(39))}`" for place in answer.places[:FEW]]
            lines += [f"- {more(answer)}"] if len(answer.places) > FEW else []
            yield "\n".join([answer.text, "", *lines, "", f"To do: {answer.advice}."])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
