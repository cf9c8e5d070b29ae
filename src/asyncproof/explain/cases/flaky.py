"""Explains tests that fail, and pass when they are run again; it is told at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class Flaky(Case):
    """An async test failed, and passed when it was run again.

    Plugins such as pytest-rerunfailures run a failed test again and let the last run count. Where an async
    test passes then, the same code did two things. Mostly it is the order in which tasks come to their turn,
    or how long something takes on a busy machine.

    ```python title="test_flaky.py"
    import pytest

    ATTEMPTS = []


    @pytest.mark.asyncio
    async def test_flaky():
        ATTEMPTS.append(1)
        assert len(ATTEMPTS) > 1
    ```

    ```console
    $ pytest --reruns 1 test_flaky.py
    ...
    What happened: 1 async test failed, and passed when run again:
        test_flaky.py::test_flaky
    ...
    More: asyncproof explain flaky
    ...
    ```

    ## What to do instead

    Find out what differs, as the users of the code have nobody who tries again for them. In virtual time
    (`pytest --virtual-time`) nothing depends on how busy a machine is. If the test fails only after certain
    others, `pytest --asyncproof-isolate` names them.
    """

    slug: ClassVar[str] = "flaky"
    texts: ClassVar[tuple[str, ...]] = ("1 rerun",)

    def story(self, failure: Failure) -> Story | None:  # noqa: ARG002 - a single failure does not show it
        """Tell nothing: it takes two runs of a test to know."""
        return None
