from __future__ import annotations

from tests.house.sources import ROOT
from tools.handbook.systems import files_of, purpose_of, systems


def test_each_folder_with_a_package_is_a_system() -> None:
    """Other folders have no page."""
    assert "examples/counter" in systems(ROOT)
    assert "examples/counter/bad" not in systems(ROOT)


def test_what_is_right_comes_first() -> None:
    """A page shows the code, then its tests, then how it is often written."""
    folder = ROOT / "examples/counter"
    shown = [path.relative_to(folder).as_posix() for path in files_of(folder)]
    assert shown == ["counter.py", "test_counter.py", "bad/counter.py", "bad/test_counter.py"]
    assert purpose_of(folder).startswith("A counter ")
