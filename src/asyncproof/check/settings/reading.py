"""Reads `[tool.asyncproof.check]`, and says where something in it can't be meant."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from asyncproof.check.reading.toml import line_in, line_of, table_of, toml_document
from asyncproof.check.selection import hint_for, named
from asyncproof.check.settings.settings import Settings
from asyncproof.core import Severity, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

TABLE = "tool.asyncproof.check"


def read_settings(file: Path) -> Settings | None:
    """Return what a `pyproject.toml` says to check, None if it says nothing or isn't there."""
    try:
        raw = file.read_bytes()
    except OSError:
        return None
    if b"asyncproof" not in raw:
        return None  # most of them, and parsing takes a while
    try:
        text = raw.decode()
        document = toml_document(text)
    except ValueError as error:
        line = line_in(error)
        place = f"{file}:{line}" if line else str(file)
        raise UsageError(f"{place}: this is no TOML: {error}. Correct the file.") from error
    tables = table_of(document, "tool", "asyncproof")
    for name, value in tables.items():
        if name != "check":
            unknown = _Value(file, text, f"tool.asyncproof.{name}", None, value)
            unknown.refuse("is no table of asyncproof", _near(name, ["check"]))
    own = tables.get("check")
    return None if own is None else _settings(_Value(file, text, TABLE, None, own))


@dataclass(frozen=True)
class _Value:
    """One value of the file, and where it stands."""

    file: Path
    text: str
    table: str
    key: str | None
    value: Any

    def item(self, key: str, value: Any) -> _Value:
        """Return a value of this table."""
        table = self.table if self.key is None else f"{self.table}.{self.key}"
        return _Value(self.file, self.text, table, key, value)

    def refuse(self, reason: str, cure: str) -> NoReturn:
        """Say what is wrong, where, and what to do."""
        line = line_of(self.text, self.table, self.key)
        place = f"{self.file}:{line}" if line else str(self.file)
        what = f"{self.key} = {_shown(self.value)}" if self.key else f"[{self.table}]"
        raise UsageError(f"{place}: `{what}` {reason}. {cure}")


def _settings(own: _Value) -> Settings:
    values = {}
    for key, value in _table(own):
        reader = READERS.get(key)
        if reader is None:
            own.item(key, value).refuse("is no setting of asyncproof check", _near(key, READERS))
        values[_FIELDS.get(key, key.replace("-", "_"))] = reader(own.item(key, value))
    return Settings(own.file.resolve().parent, own.file, **values)


def _table(value: _Value) -> list[tuple[str, Any]]:
    if not isinstance(value.value, dict):
        value.refuse(f"is {_kind(value.value)}, not a table", f"Write [{value.table}.{value.key}].")
    return list(value.value.items())


def _words(value: _Value) -> tuple[str, ...]:
    words = value.value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        value.refuse(f"is {_kind(words)}, not a list of texts", f'Write {value.key} = ["..."].')
    return tuple(words)


def _rules(value: _Value) -> tuple[str, ...]:
    words = _words(value)
    for word in words:
        _named(value, word)
    return words


def _named(value: _Value, word: str) -> frozenset[str]:
    try:
        return frozenset(rule.name for rule in named(word))
    except UsageError:
        value.refuse(f"names a rule {word!r} that is not there", hint_for(word))


def _per_file(value: _Value) -> tuple[tuple[str, frozenset[str]], ...]:
    entries = [(pattern, value.item(pattern, words)) for pattern, words in _table(value)]
    return tuple(
        (pattern, frozenset(name for word in _rules(entry) for name in _named(entry, word)))
        for pattern, entry in entries
    )


def _severities(value: _Value) -> dict[str, Severity]:
    entries = [(_named(value.item(word, said), word), value.item(word, said)) for word, said in _table(value)]
    # The more rules a word means the less it says about one of them: the exact name has the last word.
    entries.sort(key=lambda entry: -len(entry[0]))
    return {name: _severity(entry) for names, entry in entries for name in names}


def _severity(value: _Value) -> Severity:
    levels = [severity.value for severity in Severity]
    if value.value not in levels:
        value.refuse("is no severity", _near(value.value, levels))
    return Severity(value.value)


def _path(value: _Value) -> Path:
    if not isinstance(value.value, str) or not value.value:
        value.refuse(f"is {_kind(value.value)}, not the path of a file", f'Write {value.key} = "...".')
    return value.file.resolve().parent / value.value


def _truth(value: _Value) -> bool:
    if not isinstance(value.value, bool):
        value.refuse(f"is {_kind(value.value)}", f"Write {value.key} = true, or false.")
    return value.value


READERS: dict[str, Callable[[_Value], Any]] = {
    "select": _rules,
    "extend-select": _rules,
    "ignore": _rules,
    "per-file-ignores": _per_file,
    "severity": _severities,
    "exclude": _words,
    "baseline": _path,
    "fail-on": _severity,
    "all-rules": _truth,
}
_FIELDS = {"severity": "severities"}


def _near(word: object, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(str(word), names, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Take one of: {', '.join(names)}."


def _kind(value: object) -> str:
    kinds = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return "an empty text" if value == "" else kinds.get(type(value), "a date")


def _shown(value: object) -> str:
    import json  # noqa: PLC0415 - only for what is wrong

    return json.dumps(value, ensure_ascii=False, default=str)
