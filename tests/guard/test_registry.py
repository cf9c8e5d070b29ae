from __future__ import annotations

from asyncproof.guard.registry import all_guards, groups, setting_names


def test_every_file_is_found() -> None:
    """The guards come by group and name, each once."""
    names = [(guard.group, guard.name) for guard in all_guards()]
    assert ("never_awaited", "never-awaited") in names
    assert names == sorted(set(names))


def test_levels_can_be_given_to_guards_groups_and_all() -> None:
    """These are the names that settings and marks may use; `allow` is none of them."""
    names = setting_names()
    assert {"all", *groups(), *(guard.key() for guard in all_guards())} == names
    assert "allow" not in names
    assert all(name.isidentifier() for name in names)
