import asyncio
import multiprocessing
import os
import subprocess
import sys
import time

import pytest

SLEEP = [sys.executable, "-c", "import time; time.sleep(30)"]
QUICK = [sys.executable, "-c", ""]
KEPT = []


def teardown_module():
    for process in KEPT:
        process.kill()
        process.wait() if hasattr(process, "wait") else process.join()


def start():
    process = subprocess.Popen(SLEEP)
    KEPT.append(process)
    return process


def test_lie_kept():
    KEPT.append(subprocess.Popen(SLEEP))  # lie: leaked-process


def test_lie_by_a_helper():
    assert start()


# lie: leaked-process test_lie_by_a_helper


def test_lie_dropped():
    process = subprocess.Popen(["sleep", "2"])  # lie: leaked-process
    assert process.pid


def test_lie_killed_and_not_waited_for():
    process = subprocess.Popen(SLEEP)  # lie: leaked-process
    process.kill()


def test_honest_waited_for():
    process = subprocess.Popen(SLEEP)
    process.kill()
    process.wait()


def test_honest_run():
    subprocess.run(QUICK, check=True)
    subprocess.check_output(QUICK)


def test_honest_with():
    with subprocess.Popen(QUICK):
        pass


@pytest.mark.asyncio
async def test_lie_async():
    process = await asyncio.create_subprocess_exec(*SLEEP)  # lie: leaked-process
    assert process.pid


@pytest.mark.asyncio
async def test_lie_async_shell():
    process = await asyncio.create_subprocess_shell("sleep 2", stdout=subprocess.PIPE)  # lie: leaked-process
    assert process.pid


@pytest.mark.asyncio
async def test_lie_async_killed_and_not_waited_for():
    process = await asyncio.create_subprocess_exec(*SLEEP)  # lie: leaked-process
    process.kill()


@pytest.mark.asyncio
async def test_lie_async_terminated_in_time_out():
    process = await asyncio.create_subprocess_exec(*SLEEP)  # lie: leaked-process
    try:
        await asyncio.wait_for(process.wait(), 0.05)
    except asyncio.TimeoutError:
        process.terminate()


@pytest.mark.asyncio
async def test_honest_async_killed_in_time_out():
    process = await asyncio.create_subprocess_exec(*SLEEP)
    try:
        await asyncio.wait_for(process.communicate(), 0.05)
    except asyncio.TimeoutError:
        process.kill()
        await process.communicate()


@pytest.mark.asyncio
async def test_honest_async():
    process = await asyncio.create_subprocess_exec(*SLEEP)
    process.kill()
    await process.wait()


@pytest.mark.asyncio
async def test_honest_async_communicate():
    process = await asyncio.create_subprocess_exec(*QUICK, stdout=subprocess.PIPE)
    await process.communicate()
    assert process.returncode == 0


@pytest.mark.asyncio
async def test_honest_async_shell():
    process = await asyncio.create_subprocess_shell("echo 1", stdout=subprocess.DEVNULL)
    assert await process.wait() == 0


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_async_on_a_shared_loop():
    KEPT_ASYNC.append(await asyncio.create_subprocess_exec("sleep", "3"))  # lie: leaked-process


KEPT_ASYNC = []


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_async_on_a_shared_loop():
    process = await asyncio.create_subprocess_exec(*SLEEP)
    process.kill()
    assert await process.wait() != 0


@pytest.fixture(scope="module")
def server():
    process = subprocess.Popen(SLEEP)
    yield process
    process.terminate()
    process.wait()


def test_honest_wide(server):
    assert server.poll() is None


def test_honest_wide_again(server):
    assert server.poll() is None


def test_lie_multiprocessing():
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(30,), daemon=True)  # lie: leaked-process
    process.start()
    KEPT.append(process)


def test_lie_multiprocessing_dropped():
    multiprocessing.get_context("fork").Process(target=time.sleep, args=(2,), daemon=True).start()  # lie: leaked-process


def test_honest_multiprocessing():
    process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(0,))
    process.start()
    process.join()


def test_honest_multiprocessing_that_is_waited_for_by_its_number():
    process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(0,))
    process.start()
    os.waitpid(process.pid, 0)
    assert process.is_alive()  # so multiprocessing believes


def test_lie_has_ended_and_nobody_waited():
    process = subprocess.Popen(QUICK)  # lie: leaked-process
    KEPT.append(process)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


NEVER_STARTED = []


def test_honest_worker_that_was_never_started():
    NEVER_STARTED.append(multiprocessing.get_context("spawn").Process(target=time.sleep, args=(30,)))
