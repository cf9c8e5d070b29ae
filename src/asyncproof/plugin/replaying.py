"""`--replay=SCHEDULE` without an option of that name, for other plugins have one, as pytest-replay.

A schedule looks like nothing else. Where one follows `--replay` it is meant for us, and the word is made into
`--asyncproof-replay` before pytest reads it; whatever else follows is for whoever has declared the option.
"""

from __future__ import annotations

import re

OURS, SHARED = "--asyncproof-replay", "--replay"
_SCHEDULE = re.compile(r"(?:[\w+./-]*:)?ap\d+\..*")


def claim(words: list[str]) -> None:
    """Make what is meant for us our own option, in the words of a command line."""
    for place, word in enumerate(words):
        option, equals, value = word.partition("=")
        follows = value if equals else "".join(words[place + 1 : place + 2])
        if option == SHARED and _SCHEDULE.fullmatch(follows):
            words[place] = f"{OURS}{equals}{value}"
