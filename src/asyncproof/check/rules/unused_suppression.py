"""Rule unused-suppression: a comment that allows nothing."""

from __future__ import annotations

from asyncproof.check.rule import Rule
from asyncproof.core import Severity


class UnusedSuppression(Rule):
    """A comment allows a finding that is not there.

    ## What it does

    Finds `# asyncproof: ignore[...]`, `# asyncproof: ignore-file[...]` and `# noqa: AP...` where no rule that
    they name finds anything.

    ## Why it is bad

    It says that something is wrong where nothing is, and will hide what goes wrong there one day.

    ## Example

    ```python bad title="test_shop.py"
    import asyncio


    async def test_closed():
        await asyncio.sleep(0)  # asyncproof: ignore[missing-await]  # AP000
    ```

    ## What to do instead

    Remove the comment.

    ```python good title="test_shop.py"
    import asyncio


    async def test_closed():
        assert await asyncio.sleep(0, "closed") == "closed"
    ```

    ## What it cannot see

    Comments that name a rule that is off, and a `# noqa` without codes: other tools may need it. It is on
    whatever is selected, unless it is ignored by name.
    """

    code = "AP000"
    name = "unused-suppression"
    severity = Severity.WARNING
    guide = "Nothing: they have no comments that allow anything."
