# Made by tools/known_libraries.py: what is async in trio.testing.
from trio._core._mock_clock import MockClock as MockClock
from trio.testing._sequencer import Sequencer as Sequencer

async def wait_all_tasks_blocked(*args, **kwargs) -> None: ...
