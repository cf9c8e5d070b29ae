from __future__ import annotations

from tests.docs.fences import find_fences

PAGE = """\
# A page

```python title="test_x.py"
x = 1
```

- in a list

  ```console
  $ pytest
  ```

````markdown
```python
not a block of its own
```
````
"""


def test_finds_language_title_text_and_line() -> None:
    """Every block comes with what its opening line says, its text and its place."""
    first, *_ = find_fences(PAGE)
    assert (first.language, first.title, first.body, first.line) == ("python", "test_x.py", "x = 1\n", 3)
    assert PAGE[first.start : first.end].startswith("```python")


def test_takes_indentation_off() -> None:
    """A block inside a list has the text that the reader sees."""
    _, second, _ = find_fences(PAGE)
    assert second.body == "$ pytest\n"


def test_longer_fences_hide_shorter_ones() -> None:
    """A block shown inside a block is text, not a block."""
    assert [fence.language for fence in find_fences(PAGE)] == ["python", "console", "markdown"]
