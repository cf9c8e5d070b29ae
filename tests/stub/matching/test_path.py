from __future__ import annotations

import re
from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.matching.path import Path


@pytest.mark.parametrize(
    ("template", "path", "params"),
    [
        ("/users", "/users", {}),
        ("/users", "/users/", None),
        ("/users/{id}", "/users/7", {"id": "7"}),
        ("/users/{id}", "/users/a%2Fb", {"id": "a/b"}),
        ("/users/{id}", "/users/7/posts", None),
        ("/users/{id}", "/users/", None),
        ("/items/{id:int}", "/items/7", {"id": 7}),
        ("/items/{id:int}", "/items/x", None),
        ("/files/{name:path}", "/files/a/b.txt", {"name": "a/b.txt"}),
        ("/{a}-{b}", "/x-y", {"a": "x", "b": "y"}),
        ("/a b", "/a%20b", {}),
        ("/a%2fb", "/a%2Fb", {}),
        ("/ü", "/%C3%BC", {}),
        ("/ü", "/%c3%bc", {}),
        ("/a.b", "/axb", None),
        ("", "", {}),
    ],
)
def test_templates(template: str, path: str, params: dict[str, Any] | None) -> None:
    """A template takes the paths that it stands for, and the parameters in them, decoded."""
    assert Path(template).match(path) == params


def test_the_path_of_the_host_comes_first() -> None:
    """What the host's URL puts in front is part of every path, also of patterns."""
    assert Path("/users", "/v1").match("/v1/users") == {}
    assert Path("/users", "/v1").match("/users") is None
    pattern = Path(re.compile(r"/users/(?P<id>\d+)"), "/v1")
    assert pattern.match("/v1/users/7") == {"id": "7"}
    assert pattern.match("/users/7") is None
    assert pattern.match("/v1/users/x") is None


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("users", "does not begin with a slash; write '/users'"),
        ("https://a.example/users", "is a whole URL where a path is meant"),
        ("/users/{id", "has a brace without its other half"),
        ("/users/id}", "has a brace without its other half"),
        ("/users/{}", "has a parameter '', which is no name"),
        ("/users/{a-b}", "has a parameter 'a-b', which is no name"),
        ("/users/{id:uuid}", "has a parameter of kind 'uuid'; there are str, path, int"),
        ("/{id}/{id}", "has two parameters 'id'"),
        ("/users#top", "has a fragment"),
        (7, "is text or a compiled pattern, not 7"),
    ],
)
def test_what_is_no_path(template: str, said: str) -> None:
    """A template that can't be meant is an error that shows it and says what to write."""
    with pytest.raises(UsageError) as caught:
        Path(template)
    assert said in str(caught.value)
