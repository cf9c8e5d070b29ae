from __future__ import annotations

import ast

import pytest

from asyncproof.check.facts.replaced import replaced_by


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ("patch('app.work')", ["work"]),
        ("patch('work')", ["work"]),
        ("patch(WORK)", ["work"]),
        ("patch(OTHER)", ["*"]),
        ("patch(3)", [""]),
        ("mocker.patch(f'{APP}.work')", ["work"]),
        ("mocker.patch(f'app.{WORK}')", ["work"]),
        ("mocker.patch(f'')", ["*"]),
        ("patch('%s.work' % APP)", ["work"]),
        ("patch(APP + '.work')", ["work"]),
        ("patch.object(app, 'work', new)", ["work"]),
        ("patch.object(target=app, attribute='work')", ["work"]),
        ("patch.multiple('app', work=1, **more)", ["work"]),
        ("monkeypatch.setattr(app, 'work', new)", ["work"]),
        ("monkeypatch.setattr(app, 'work', value=new)", ["work"]),
        ("monkeypatch.setattr(app, name='work', value=new)", ["work"]),
        ("monkeypatch.setattr('app.work', new)", ["work"]),
        ("setattr(app, name, new)", []),
        ("patch()", []),
        ("work('app.work')", []),
        ("patched()('app.work')", []),
    ],
)
def test_the_last_names_of_what_is_replaced(call: str, names: list[str]) -> None:
    """Of texts however they are put together; `*` where nobody knows."""
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    assert list(replaced_by(node, {"WORK": "app.work"}.get)) == names
