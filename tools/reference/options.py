"""The page of what asyncproof adds to the command line of pytest, as the plugin declares it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asyncproof.plugin.options import add_options
from tools.reference.tables import prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE = {
    "asyncproof": "[Virtual time](../virtual-time.md), [recordings](../stub.md), [the report](../report.md).",
    "asyncproof-explore": "[Explore](../explore.md), [at scale](../explore-at-scale.md).",
    "asyncproof-guards": "[Guards](../guards.md), [isolation](../isolation.md), [check](../integrations.md).",
}
"""What there is to read of each group."""


@dataclass
class Group:
    """A group of options."""

    name: str
    title: str
    options: list[tuple[tuple[str, ...], dict[str, Any]]] = field(default_factory=list)

    def addoption(self, *names: str, **said: Any) -> None:
        """Take an option."""
        self.options.append((names, said))


@dataclass
class Declared:
    """Takes what a plugin tells pytest's parser."""

    groups: list[Group] = field(default_factory=list)
    settings: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def getgroup(self, name: str, title: str = "") -> Group:
        """Begin a group."""
        self.groups.append(Group(name, title))
        return self.groups[-1]

    def addini(self, name: str, **said: Any) -> None:
        """Take a setting."""
        self.settings.append((name, said))


def declared() -> Declared:
    """Return what the plugin declares."""
    found = Declared()
    add_options(found)  # type: ignore[arg-type] # all of a parser that it needs
    return found


def options_page() -> str:
    """Make the page."""
    lines = [
        "# Options of pytest",
        "",
        "What `pytest` takes on the command line when asyncproof is installed.",
        "",
    ]
    for group in declared().groups:
        lines += [f"## {heading(group.title)}", "", *table(("option", "what it does"), rows_of(group))]
        lines += [f"To read: {MORE[group.name]}", ""]
    return "\n".join(lines)


def heading(title: str) -> str:
    """Make a heading of what pytest shows over a group."""
    words = title.removeprefix("asyncproof: ")
    return words[:1].upper() + words[1:]


def rows_of(group: Group) -> Iterator[tuple[str, str]]:
    """Tell of each option what it takes and what it does."""
    for names, said in group.options:
        yield ", ".join(f"`{shown(name, said)}`" for name in names), prose(said["help"])


def shown(name: str, said: dict[str, Any]) -> str:
    """Show an option with its value, in brackets if it may be left out."""
    if said.get("action") == "store_true":
        return name
    value = said["metavar"]
    return f"{name}[={value}]" if said.get("nargs") == "?" else f"{name}={value}"
