from __future__ import annotations

import subprocess
import sys

from asyncproof.exploring.crew.gathering import asked_for, gathered
from asyncproof.exploring.crew.hands import OwnProcesses
from asyncproof.exploring.running import Runner
from tests.exploring import scenarios


def test_nobody_is_asked_for() -> None:
    """Without workers and an executor there are no hands, and no crew."""
    assert asked_for(None, None) is None
    assert isinstance(asked_for(2, None), OwnProcesses)
    with gathered(Runner(scenarios.in_order), scenarios.in_order, 0, None) as crew:
        assert crew is None


def test_who_works_alone_imports_no_pools() -> None:
    """Exploring without help does not cost the import of processes."""
    code = (
        "import sys, asyncproof\n"
        "from tests.exploring.scenarios import in_order\n"
        "asyncproof.explore(in_order, runs=5)\n"
        "print('concurrent.futures.process' in sys.modules, 'asyncproof.exploring.crew.team' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]
