"""Plugins that are installed but switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_NOT_RUN = "No async test runs: pytest fails each with 'async def functions are not natively supported'."
_MEANINGS = {
    "asyncio": _NOT_RUN,
    "pytest_asyncio": _NOT_RUN,
    "asyncproof": "Virtual time, the clock fixture and every asyncproof_ setting do nothing.",
}
_AUTOLOAD = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"


def check(project: Project) -> Iterator[Finding]:
    """Look for `-p no:…` and for the variable that stops pytest from loading installed plugins."""
    for name, place in project.plugins_off():
        if name in _MEANINGS:
            yield finding(
                "switched-off",
                f"the plugin {name} is switched off",
                place=place,
                cause=_MEANINGS[name],
                cure=f"Remove: -p no:{name}",
            )
    if project.environ.get(_AUTOLOAD):
        yield finding(
            "switched-off",
            f"{_AUTOLOAD} is set, so pytest loads no installed plugin",
            place=Place(_AUTOLOAD),
            cause="Neither pytest-asyncio nor asyncproof is there unless the command line names them.",
            cure="unset "
            + _AUTOLOAD
            + "\npytest -p pytest_asyncio.plugin -p asyncproof.plugin   # or name them",
        )
