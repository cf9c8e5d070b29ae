from __future__ import annotations

import sys

from asyncproof.loop.real.stacks import is_process_watcher, is_serving, outward, place


def test_a_place_is_a_module_and_a_function() -> None:
    """This is how known functions are recognised."""
    module, function = place(sys._getframe())
    assert module.endswith("test_stacks")
    assert function == "test_a_place_is_a_module_and_a_function"


def test_a_stack_is_walked_from_inside_out() -> None:
    """The first frame is where the thread is."""
    frames = list(outward(sys._getframe()))
    assert frames[0] is sys._getframe()
    assert frames[-1].f_back is None
    assert list(outward(None)) == []


def test_own_code_neither_serves_nor_watches() -> None:
    """Only known functions do."""
    assert not is_serving(sys._getframe())
    assert not is_process_watcher(sys._getframe())
