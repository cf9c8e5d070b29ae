from __future__ import annotations

import pytest

from asyncproof.check.pytesting.evidence import Evidence, Known
from asyncproof.check.pytesting.versions import at_least, is_open_to


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ("", Known.UNKNOWN),
        (">=0.21", Known.UNKNOWN),
        (">=1.0", Known.YES),
        (">1", Known.YES),
        ("~=1.2", Known.YES),
        ("^1.2", Known.YES),
        ("1.2.0", Known.YES),
        ("==1.2.0", Known.YES),
        ("<1", Known.NO),
        (">=0.21,<1.0", Known.NO),
        ("<=0.26", Known.NO),
        ("<=1.0", Known.UNKNOWN),
        ("==0.21.1", Known.NO),
        ("==0.21.*", Known.NO),
        ("==1.*", Known.YES),
        ("~=0.21.0", Known.NO),
        ("~=0.21", Known.NO),
        ("~0", Known.NO),
        ("^0.21", Known.NO),
        ("^0", Known.NO),
        ("!=0.25", Known.UNKNOWN),
        ("@ git+https://example.org/it", Known.UNKNOWN),
    ],
)
def test_what_is_asked_for_decides_where_it_can(wanted: str, known: Known) -> None:
    """A lower bound is enough for yes, an upper one for no; where both are possible nobody knows."""
    evidence = Evidence({"pytest-asyncio": wanted})
    assert at_least(evidence, "pytest-asyncio", (1, 0)) is known
    assert is_open_to(evidence, "pytest-asyncio", (1, 0)) is (known is not Known.NO)


def test_what_is_installed_or_locked_counts_first() -> None:
    """Whatever is asked for; who asks for others only gets none, who asks for nothing what is new."""
    old = Evidence({"it": ""}, locked={"it": "0.9.1"})
    assert at_least(old, "it", (1, 0)) is Known.NO
    assert not is_open_to(old, "it", (1, 0))
    new = Evidence({"it": "<1"}, locked={"it": "0.9.1"}, installed={"it": "1.4.0a1"})
    assert at_least(new, "it", (1, 4)) is Known.YES
    assert at_least(Evidence(), "it", (1, 0)) is Known.UNKNOWN
    assert is_open_to(Evidence(), "it", (1, 0))
    assert not is_open_to(Evidence({"other": ""}), "it", (1, 0))
    assert at_least(Evidence({}, {"it": "odd"}), "it", (1,)) is Known.NO
