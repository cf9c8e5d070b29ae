from __future__ import annotations

from asyncproof.explain import Case, all_cases


def test_all_cases_are_found_in_their_order() -> None:
    """Every case has a name of its own, and the more special ones are asked first."""
    cases = all_cases()
    assert all(issubclass(case, Case) for case in cases)
    assert len({case.slug for case in cases}) == len(cases)
    assert [case.order for case in cases] == sorted(case.order for case in cases)
    names = [case.slug for case in cases]
    assert names.index("mock-not-awaitable") < names.index("not-awaitable")
