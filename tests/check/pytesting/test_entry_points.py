from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.pytesting.entry_points import installed_plugins

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
[console_scripts]
thing = thing.main:run

[pytest11]
one = thing.plugin
# comment = not.this
two.more=thing.other:Plugin [extra]

[other]
three = thing.third
"""


def test_plugins_are_those_of_pytests_group(tmp_path: Path) -> None:
    """With the names that switch them off; other groups, other files and broken ones give nothing."""
    for name, text in {"a-1.dist-info": TEXT, "b-1.egg-info": "[pytest11]\nb = b", "c": TEXT}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "entry_points.txt").write_text(text, "utf-8")
    (tmp_path / "d-1.dist-info").mkdir()
    (tmp_path / "e-1.dist-info").mkdir()
    (tmp_path / "e-1.dist-info" / "entry_points.txt").write_bytes(b"[pytest11]\ne = \xff")
    names = [path.name for path in tmp_path.iterdir()]
    assert list(installed_plugins(str(tmp_path), names)) == [
        ("one", "thing.plugin"),
        ("two.more", "thing.other"),
        ("b", "b"),
    ]
