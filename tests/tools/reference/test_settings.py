from __future__ import annotations

import pytest

from asyncproof.check.settings.reading import READERS
from tests.house.sources import ROOT
from tools.reference.options import declared
from tools.reference.settings import settings_page, table_of_check

HEAD = "| setting | what it is |\n|---|---|\n"


def test_every_setting_is_on_the_page() -> None:
    """Those of pytest's configuration, and those of check's table."""
    page = settings_page(ROOT)
    names = [*(name for name, _ in declared().settings), *READERS]
    assert [name for name in names if f"\n| `{name}` |" not in page] == []


def test_links_lead_from_the_folder_of_the_reference() -> None:
    """The table of check is written for another page."""
    rows = "".join(f"| `{name}` | [x](y.md) |\n" for name in READERS)
    assert table_of_check(f"{HEAD}{rows}\n")[-1].endswith(" | [x](../y.md) |")


def test_a_setting_that_nobody_has_explained_is_missed() -> None:
    """The page where the settings of check are explained has to speak of each."""
    with pytest.raises(SystemExit, match=r"docs/check.md: its table speaks of \['select'\], and check knows"):
        table_of_check(f"{HEAD}| `select` | rules |\n\n")
