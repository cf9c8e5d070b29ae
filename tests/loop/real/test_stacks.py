from __future__ import annotations

import sys

from asyncproof.loop.real.stacks import is_process_watcher, is_serving, place


def test_a_place_is_a_module_and_a_function() -> None:
    """This is how known functions are recognised."""
    module, function = place(sys._getframe())
    assert module.endswith("test_stacks")
    assert function == "test_a_place_is_a_module_and_a_function"


def test_own_code_neither_serves_nor_watches() -> None:
    """Only known functions do."""
    assert not is_serving(sys._getframe())
    assert not is_process_watcher(sys._getframe())
