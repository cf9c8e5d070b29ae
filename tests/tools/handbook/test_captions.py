from __future__ import annotations

from tools.handbook.captions import captioned

PAGE = """\
```python title="__init__.py"
x = 1
```

  ```ini title="pytest.ini"
  ```

```python bad
y
```

```python
z
```

````markdown
```python title="quoted.py"
```
````
""".splitlines()


def test_a_block_shows_what_stands_behind_its_language() -> None:
    """A title becomes a caption, as code, and so does the word that judges an example."""
    made = captioned(PAGE)
    assert made[:3] == ["```{code-block} python", ':caption: "`__init__.py`"', ""]
    assert made[6:9] == ["  ```{code-block} ini", '  :caption: "`pytest.ini`"', ""]
    assert made[11:14] == ["```{code-block} python", ':caption: "Bad"', ""]


def test_all_else_is_left_as_it_is() -> None:
    """Blocks without a title, and those that a block quotes, are no captions' business."""
    assert captioned(PAGE)[-8:] == PAGE[-8:]
