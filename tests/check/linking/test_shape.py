from __future__ import annotations

import pytest

from asyncproof.check.linking.shape import Shape, shape_of


@pytest.mark.parametrize(
    ("decorators", "shape"),
    [
        ([], Shape.PLAIN),
        (["builtins.property"], Shape.PROPERTY),
        (["x.setter"], Shape.PROPERTY),
        (["contextlib.asynccontextmanager"], Shape.ASYNC_MANAGER),
        (["builtins.staticmethod", "contextlib.contextmanager"], Shape.MANAGER),
        (["pytest.mark.asyncio", "pytest.mark.slow"], Shape.PLAIN),
        (["unittest.mock.patch.object"], Shape.PLAIN),
        (["pytest_asyncio.fixture"], Shape.FIXTURE),
        (["typing.overload"], Shape.OVERLOAD),
        (["strange.decorator"], Shape.UNKNOWN),
        ([None], Shape.UNKNOWN),
        (["builtins.property", "strange.decorator"], Shape.UNKNOWN),
    ],
)
def test_decorators_decide_what_a_name_stands_for(decorators: list[str | None], shape: Shape) -> None:
    """Those that are known change a function or leave it; one that is not makes it unknown."""
    assert shape_of(decorators) is shape
