from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio
from asyncproof.loop import ControlledLoop, Network, RandomChooser

async def shout(reader, writer):
    writer.write((await reader.read()).upper())
    writer.close()

async def talk(number):
    reader, writer = await asyncio.open_connection("shout.example", 7)
    writer.write(b"hello %d" % number)
    writer.write_eof()
    await reader.read()
    writer.close()

async def main():
    async with await asyncio.start_server(shout, "shout.example", 7):
        await asyncio.wait({asyncio.ensure_future(talk(number)) for number in range(5)})
        await asyncio.sleep(1)

loop = ControlledLoop(network=Network(latency=0.1), chooser=RandomChooser(7))
loop.run_until_complete(main())
loop.close()
print(loop.steps, loop.schedule.to_text())
"""


def test_the_same_seed_makes_the_same_run_in_every_process() -> None:
    """Whatever the hash seed: nothing on the network is ordered by identity."""
    runs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in range(3)
    }
    assert len(runs) == 1
    assert int(runs.pop().split()[0]) > 50
