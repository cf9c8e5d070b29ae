from __future__ import annotations

import ast

import pytest

from asyncproof.check.fixing.importing import import_edits
from asyncproof.check.fixing.patch import patched, patches_of
from asyncproof.check.reading.source import Source, decode

CODE = "async def test_it(): ...\n"


def imported(text: str, *statements: str) -> str | None:
    """Return a text with imports put into it."""
    source = decode("test_it.py", text.encode())
    assert isinstance(source, Source)
    edits = import_edits(source, ast.parse(text), statements)
    if edits is None:
        return None
    patches = patches_of(source, edits)
    assert patches is not None
    found = patched(source.text, patches)
    ast.parse(found)
    assert imported_again(found, *statements)
    return found


def imported_again(text: str, *statements: str) -> bool:
    """Tell whether nothing is left to be put in."""
    source = decode("test_it.py", text.encode())
    assert isinstance(source, Source)
    return import_edits(source, ast.parse(text), statements) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CODE, f"import pytest\n\n\n{CODE}"),
        (f"x = 1\n{CODE}", f"import pytest\n\nx = 1\n{CODE}"),
        (f"\n{CODE}", f"import pytest\n\n\n{CODE}"),
        (f'"""Doc."""\n\n\n{CODE}', f'"""Doc."""\n\nimport pytest\n\n\n{CODE}'),
        (f'"""Doc\nof two."""\n{CODE}', f'"""Doc\nof two."""\n\nimport pytest\n\n\n{CODE}'),
        (
            f'"""Doc."""\nfrom __future__ import annotations\n\n{CODE}',
            f'"""Doc."""\nfrom __future__ import annotations\n\nimport pytest\n\n\n{CODE}',
        ),
        (
            f"#!/bin/python\n# -*- coding: utf-8 -*-\n# More.\n{CODE}",
            f"#!/bin/python\n# -*- coding: utf-8 -*-\nimport pytest\n\n\n# More.\n{CODE}",
        ),
        (f"# A licence.\n\n{CODE}", f"# A licence.\n\nimport pytest\n\n\n{CODE}"),
        (f"# Of the test.\n{CODE}", f"import pytest\n\n\n# Of the test.\n{CODE}"),
    ],
)
def test_the_first_import_of_a_file(text: str, expected: str) -> None:
    """Behind the docstring and `__future__`, and behind comments that speak of the whole file."""
    assert imported(text, "import pytest") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os\n", "import os\n\nimport pytest\n"),
        ("import os\n\nfrom shop import Shop\n", "import os\n\nimport pytest\nfrom shop import Shop\n"),
        ("import os\n\nimport anyio\nimport zoo\n", "import os\n\nimport anyio\nimport pytest\nimport zoo\n"),
        ("from .shop import Shop\n", "import pytest\n\nfrom .shop import Shop\n"),
        ("import zoo\n", "import pytest\nimport zoo\n"),
        (
            "from __future__ import annotations\n\nimport os\n",
            "from __future__ import annotations\n\nimport os\n\nimport pytest\n",
        ),
        ("import pytest as pt\n", "import pytest as pt\nimport pytest\n"),
        ("import os; import sys\n", "import os; import sys\n\nimport pytest\n"),
        ("import os\nx = 1\nimport zoo\n", "import os\n\nimport pytest\nx = 1\nimport zoo\n"),
        ("import pytest\n", "import pytest\n"),
        ("import os, pytest\n", "import os, pytest\n"),
    ],
)
def test_a_further_import(text: str, expected: str) -> None:
    """Among those of its section, in their order; and none that is there already."""
    assert imported(f"{text}\n\n{CODE}", "import pytest") == f"{expected}\n\n{CODE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "from unittest.mock import MagicMock, patch",
            "from unittest.mock import AsyncMock, MagicMock, patch",
        ),
        ("from unittest.mock import ANY", "from unittest.mock import ANY, AsyncMock"),
        (
            "from unittest.mock import (ANY, patch)  # all",
            "from unittest.mock import (ANY, AsyncMock, patch)  # all",
        ),
        (
            "from unittest.mock import (\n    ANY,\n    patch,\n)",
            "from unittest.mock import (\n    ANY,\n    AsyncMock,\n    patch,\n)",
        ),
        (
            "from unittest.mock import (\n    ANY\n)",
            "from unittest.mock import (\n    ANY,\n    AsyncMock\n)",
        ),
        (
            "from unittest.mock import (\n    ANY,  # any\n)",
            "from unittest.mock import (\n    ANY,\n    AsyncMock,  # any\n)",
        ),
        ("from unittest.mock import *", "from unittest.mock import *\nfrom unittest.mock import AsyncMock"),
        (
            "from unittest.mock import ANY, \\\n    patch",
            "from unittest.mock import ANY, \\\n    patch\nfrom unittest.mock import AsyncMock",
        ),
        ("from unittest.mock import AsyncMock as M", "from unittest.mock import AsyncMock as M, AsyncMock"),
    ],
)
def test_a_name_joins_those_that_are_there(text: str, expected: str) -> None:
    """In their order, if it is simple."""
    assert imported(f"{text}\n\n\n{CODE}", "from unittest.mock import AsyncMock") == f"{expected}\n\n\n{CODE}"


def test_a_line_does_not_get_too_long() -> None:
    """Then the name gets a statement of its own."""
    text = f"from unittest.mock import {'a' * 80}\n\n\n{CODE}"
    found = imported(text, "from unittest.mock import b")
    assert found is not None
    assert found.splitlines()[1] == "from unittest.mock import b"


def test_several_imports_at_once() -> None:
    """Each where it belongs, with empty lines between the sections."""
    statements = "import pytest", "import asyncio", "from unittest.mock import AsyncMock"
    expected = "import asyncio\nfrom unittest.mock import AsyncMock\n\nimport pytest\n\n\n"
    assert imported(CODE, *statements) == expected + CODE
    twice = imported(
        "from unittest.mock import ANY\n", "from unittest.mock import b", "from unittest.mock import c"
    )
    assert twice == "from unittest.mock import ANY, b, c\n"


def test_a_file_may_have_no_place() -> None:
    """Where a line begins inside of a statement, or where nothing follows."""
    assert imported('import os; x = """\n"""\n', "import pytest") is None
    assert imported('"""Doc."""', "import pytest") is None


def test_only_imports_are_imported() -> None:
    """Anything else in a rule's fix is a mistake of the rule."""
    with pytest.raises(TypeError, match="'x = 1', which is no import"):
        imported(CODE, "x = 1")
