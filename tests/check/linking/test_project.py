from __future__ import annotations

import ast
from pathlib import Path

import pytest

from asyncproof.check.linking import Project
from tests.check.world import revealed, write


def project(root: Path, **more: object) -> Project:
    """Return a project whose files are parsed by Python."""
    return Project(root, lambda path: ast.parse(path.read_bytes()), **more)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pkg/__init__.py", "pkg"),
        ("pkg/sub/mod.py", "pkg.sub.mod"),
        ("src/app/mod.py", "app.mod"),
        ("tests/test_it.py", "test_it"),
        ("tests/unit/__init__.py", "unit"),
        ("space/inner/mod.py", "space.inner.mod"),
        ("top.py", "top"),
    ],
)
def test_files_have_the_names_that_they_are_imported_by(tmp_path: Path, path: str, name: str) -> None:
    """Packages, source folders, namespaces, and folders of tests, which pytest puts on the path."""
    files = ["pkg/__init__.py", "pkg/sub/__init__.py", "src/app/__init__.py", "tests/unit/__init__.py", path]
    write(tmp_path, dict.fromkeys(files, ""))
    assert project(tmp_path).name_of(tmp_path / path) == name


def test_modules_are_found_where_an_import_would_find_them(tmp_path: Path) -> None:
    """Beside the file, in the project, then in libraries, where stubs come before sources."""
    write(
        tmp_path,
        {
            "own/helper.py": "",
            "own/tests/helper.py": "",
            "own/tests/test_it.py": "",
            "site/lib/__init__.py": "",
            "site/lib-stubs/__init__.pyi": "",
            "site/lib-stubs/inner.pyi": "",
            "site/both.py": "",
            "site/both.pyi": "",
        },
    )
    found = project(tmp_path / "own", libraries=[tmp_path / "site"])
    test = found.module_at(tmp_path / "own/tests/test_it.py")
    near, far = found.module("helper", test), found.module("helper")
    assert near is not None
    assert far is not None
    assert Path(near.facts.path).parent.name == "tests"
    assert Path(far.facts.path).parent.name == "own"
    for name, file in {"lib.inner": "inner.pyi", "both": "both.pyi"}.items():
        module = found.module(name)
        assert module is not None
        assert Path(module.facts.path).name == file
        assert not module.is_own
    assert found.module("lib.nothing.deep") is None


def test_the_file_of_a_module_is_known_before_it_is_read(tmp_path: Path) -> None:
    """As long as there is one, in the project or in a library."""
    write(tmp_path, {"app/__init__.py": "", "app/main.py": "(", "libs/lib.py": ""})
    found = project(tmp_path, libraries=[tmp_path / "libs"])
    assert found.file_of("app.main") == str(tmp_path / "app/main.py")
    assert found.file_of("lib") == str(tmp_path / "libs/lib.py")
    assert found.file_of("app.other") is None


def test_a_module_that_cannot_be_parsed_is_not_at_hand(tmp_path: Path) -> None:
    """Whoever asks for it gets nothing, and nothing certain comes of it."""
    write(tmp_path, {"broken.py": ""})
    assert Project(tmp_path, lambda _: None).module("broken") is None


def test_imports_beyond_the_top_are_unknown(tmp_path: Path) -> None:
    """More dots than there are packages lead nowhere."""
    test = """
    from ....far import thing
    from . import near
    async def test_it():
        reveal(thing)
        reveal(near)
    """
    assert revealed(tmp_path, {"test_it.py": test})[0] == "unknown"


def test_our_tables_come_after_the_libraries_of_the_project(tmp_path: Path) -> None:
    """What is installed knows better; and a table says nothing of the names that it leaves out."""
    write(
        tmp_path,
        {
            "own/app.py": "",
            "site/lib/__init__.py": "",
            "tables/lib.pyi": "",
            "tables/far.pyi": "",
        },
    )
    found = project(tmp_path / "own", libraries=[tmp_path / "site"], tables=tmp_path / "tables")
    near, far = found.module("lib"), found.module("far")
    assert near is not None
    assert far is not None
    assert (near.is_table, far.is_table) == (False, True)


def test_libraries_that_are_not_at_hand_are_known_by_our_tables(tmp_path: Path) -> None:
    """What is async, what is entered and awaited, and what is left open."""
    text = """
    import aiohttp, asyncpg, httpx
    from redis.asyncio import Redis
    from sqlalchemy.ext.asyncio import create_async_engine

    async def it(client: httpx.AsyncClient, redis: Redis):
        reveal(client.get("/"))
        reveal((await client.get("/")).json())
        async with aiohttp.ClientSession() as session, session.get("/") as answer:
            reveal(answer)
            reveal(answer.raise_for_status())
        reveal(await asyncpg.create_pool())
        reveal(redis.get("a"))
        reveal(redis.pipeline().get("a"))
        reveal(create_async_engine("x").dispose())
        reveal(httpx.QueryParams)
    """
    assert revealed(tmp_path, {"app.py": text}) == [
        "coroutine of a httpx._models.Response",
        "unknown",
        "a aiohttp.client_reqrep.ClientResponse",
        "NoneType",
        "a asyncpg.pool.Pool",
        "coroutine of unknown",
        "unknown",
        "coroutine of NoneType",
        "foreign httpx.QueryParams",
    ]


def test_projects_inside_have_modules_of_their_own(tmp_path: Path) -> None:
    """In a repository of several each imports from its own folders; what is nearest goes first."""
    write(
        tmp_path,
        {
            "shared.py": "",
            "libs/shop/pyproject.toml": "",
            "libs/shop/store/api.py": "from store import inner",
            "libs/shop/store/inner.py": "",
            "libs/shop/shared.py": "",
            "libs/shop/tests/test_api.py": "",
            "libs/bank/setup.py": "",
            "libs/bank/src/store/api.py": "",
            "libs/bank/tests/test_api.py": "",
            "libs/plain/tests/test_api.py": "",
        },
    )
    found = project(tmp_path)

    def seen(place: str, name: str) -> str | None:
        beside = found.module_at(tmp_path / "libs" / place)
        module = found.module(name, beside)
        return None if module is None else Path(module.facts.path).relative_to(tmp_path).as_posix()

    assert seen("shop/tests/test_api.py", "store.api") == "libs/shop/store/api.py"
    assert seen("shop/tests/test_api.py", "shared") == "libs/shop/shared.py"
    assert seen("shop/store/api.py", "store.inner") == "libs/shop/store/inner.py"
    assert seen("bank/tests/test_api.py", "store.api") == "libs/bank/src/store/api.py"
    assert seen("bank/tests/test_api.py", "shared") == "shared.py"
    assert seen("plain/tests/test_api.py", "store.api") is None
    assert found.name_of(tmp_path / "libs/shop/store/api.py") == "store.api"
    assert found.name_of(tmp_path / "libs/bank/src/store/api.py") == "store.api"


def test_a_project_inside_that_comes_later_is_found_when_its_file_is_told_of(tmp_path: Path) -> None:
    """A folder becomes a project by a file that an editor has made."""
    write(tmp_path, {"libs/shop/store/api.py": "", "libs/shop/tests/test_api.py": ""})
    found = project(tmp_path)
    beside = found.module_at(tmp_path / "libs/shop/tests/test_api.py")
    assert found.module("store.api", beside) is None
    write(tmp_path, {"libs/shop/pyproject.toml": ""})
    found.forget(tmp_path / "libs/shop/pyproject.toml")
    assert found.module("store.api", beside) is not None
