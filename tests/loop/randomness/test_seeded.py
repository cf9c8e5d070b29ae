"""Claims about `seeded`: what follows from the seed, what does not, and that secrets are secret again."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import ssl
import subprocess
import sys
import tempfile
import threading
import types
import typing
import uuid
from os import urandom
from pathlib import Path
from random import seed as reseed
from uuid import uuid1, uuid4

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.randomness import seeded

SHOW_DRAWS = """
import os, random, secrets, sys, uuid
from asyncproof.loop.randomness import seeded
with seeded(42):
    random.seed()
    print(random.random(), random.gauss(0, 1), random.Random().random(), random.SystemRandom().random())
    print(uuid.uuid1(), uuid.uuid4(), secrets.token_hex(8), secrets.randbelow(1000), os.urandom(4).hex())
    print(random.sample(range(100), 5), secrets.choice("abcdef"), random.randbytes(3).hex())
"""


def draws() -> list[object]:
    """Draw once in every way there is."""
    return [
        random.random(),
        random.gauss(0, 1),
        random.Random().random(),
        random.SystemRandom().random(),
        random.SystemRandom().getrandbits(64),
        secrets.token_hex(16),
        secrets.randbelow(10**9),
        secrets.choice(range(10**9)),
        os.urandom(16),
        urandom(16),
        uuid.uuid1(),
        uuid1(node=5),
        uuid.uuid4(),
        uuid4(),
        getattr(os, "getrandom", os.urandom)(16),
    ]


def test_the_same_seed_gives_the_same_draws() -> None:
    """Everything follows from the seed, and another seed gives something else everywhere."""
    with seeded(1):
        first = draws()
    with seeded(1):
        second = draws()
    with seeded(2):
        other = draws()
    assert first == second
    assert all(one != another for one, another in zip(first, other, strict=True))


def test_draws_differ_within_a_run() -> None:
    """A seeded run is random in itself: no draw is handed out twice."""
    with seeded(1):
        values = [*draws(), *draws(), *(uuid.uuid4() for _ in range(100))]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_fresh_processes_agree(hash_seed: str) -> None:
    """Another process with another hash seed draws the same: these values are fixed for every Python."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW_DRAWS],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (Path(__file__).parent / "draws_of_seed_42.txt").read_text()


def test_the_streams_are_independent() -> None:
    """One more draw of one kind does not change what another kind gives."""
    with seeded(7):
        expected = uuid.uuid1(), random.random(), random.Random().random()
    with seeded(7):
        os.urandom(100)
        secrets.token_hex()
        assert (uuid.uuid1(), random.random(), random.Random().random()) == expected


def test_restart_begins_another_run() -> None:
    """One block can serve many runs, each of them as if it had a block of its own."""
    with seeded(3):
        expected = draws()
    with seeded(1) as randomness:
        draws()
        randomness.restart(3)
        assert draws() == expected


def test_seeding_without_a_seed_follows() -> None:
    """`random.seed()` and a fresh `Random()` take a seed of ours; a seed that is given is kept."""
    fixed = random.Random(5).random()
    with seeded(1):
        reseed()
        first = random.random()
        random.seed(5)
        assert random.random() == random.Random(5).random() == fixed
    with seeded(1):
        random.seed()
        assert random.random() == first


def test_uuids_are_valid() -> None:
    """Versions and variants are right, and those that tell the time are in order."""
    with seeded(1):
        fours = [uuid.uuid4() for _ in range(50)]
        ones = [uuid.uuid1() for _ in range(50)]
        assert uuid.uuid1(node=0x1234, clock_seq=99).fields[3:] == (0x80, 99, 0x1234)
    assert {(u.version, u.variant) for u in fours} == {(4, uuid.RFC_4122)}
    assert {(u.version, u.variant) for u in ones} == {(1, uuid.RFC_4122)}
    assert [u.time for u in ones] == sorted({u.time for u in ones})


@pytest.mark.parametrize("problem", [None, ValueError, KeyboardInterrupt, SystemExit])
def test_everything_is_put_back(problem: type[BaseException] | None) -> None:
    """Whatever ends the block, the generators go on where they were and secrets are secret."""
    before = _everything_held()
    with contextlib.suppress(problem or ()), seeded(1):
        predictable = secrets.token_bytes(16)
        draws()
        if problem is not None:
            raise problem
    assert _everything_held() == before
    with seeded(1):
        assert secrets.token_bytes(16) == predictable
    assert secrets.token_bytes(16) != predictable


def _everything_held() -> list[object]:
    owners: list[typing.Any] = [os, uuid, sys.modules[__name__]]
    held: list[object] = [{name: id(value) for name, value in vars(owner).items()} for owner in owners]
    names = [name for name in vars(random) if not name.startswith("__")]
    return [*held, {name: vars(random)[name] for name in names}, random.Random.seed, random.getstate()]


def test_an_interrupt_while_putting_back_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Ctrl-C in the middle of the clean-up is passed on, and the clean-up is done all the same."""
    from asyncproof.loop.randomness.installation import Exchange

    original, interrupts = Exchange.undo, [KeyboardInterrupt]

    def interrupted(self: Exchange, modules: typing.Any) -> None:
        if interrupts:
            raise interrupts.pop()
        original(self, modules)

    monkeypatch.setattr(Exchange, "undo", interrupted)
    before = _everything_held()
    with pytest.raises(KeyboardInterrupt), seeded(1):
        draws()
    assert _everything_held() == before


def test_what_escapes_the_block_is_real() -> None:
    """A stand-in that somebody kept draws real randomness once the block is over."""
    with seeded(1):
        kept, kept_uuid, fixed = os.urandom, uuid.uuid1, os.urandom(16)
    with seeded(1):
        assert kept(16) == fixed
    assert kept(16) != kept(16)
    assert kept_uuid().time > 0
    with pytest.raises(ValueError, match="negative"):
        kept(-1)


def test_nested_use_is_refused() -> None:
    """A second block is an error that says what to do, and the first goes on."""
    with seeded(1):
        expected = draws()
    with seeded(1):
        with pytest.raises(UsageError, match="restart"), seeded(2):
            pass
        assert draws() == expected


def test_the_machines_own_randomness_goes_on() -> None:
    """Temporary names, TLS and C code draw for themselves: equal seeds do not make them collide."""
    names = []
    for _ in range(2):
        with seeded(1), tempfile.NamedTemporaryFile() as file, tempfile.TemporaryDirectory() as directory:
            names += [file.name, directory]
            assert len(ssl.RAND_bytes(8)) == 8
            ssl.create_default_context()
    assert len(set(names)) == 4


def test_threads_share_the_streams() -> None:
    """Threads draw from the same streams, and no value is handed out twice."""
    drawn: list[bytes] = []
    with seeded(1):
        draw = lambda: drawn.extend(os.urandom(8) for _ in range(200))  # noqa: E731 - as people write it
        threads = [threading.Thread(target=draw) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(drawn)) == 800


def test_numpys_global_generator_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """If numpy is imported its generator is seeded with 32 bits, and gets its state back."""
    calls: list[tuple[str, object]] = []
    numpy_random = types.SimpleNamespace(
        get_state=lambda: "before",
        set_state=lambda state: calls.append(("set_state", state)),
        seed=lambda seed: calls.append(("seed", seed)),
    )
    monkeypatch.setitem(sys.modules, "numpy.random", numpy_random)
    with seeded(1):
        pass
    with seeded(1) as randomness:
        randomness.restart(2)
    seeds = [value for name, value in calls if name == "seed"]
    assert seeds[0] == seeds[1] != seeds[2]
    assert all(isinstance(seed, int) and 0 <= seed < 2**32 for seed in seeds)
    assert [value for name, value in calls if name == "set_state"] == ["before", "before"]


def test_a_users_own_patch_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that the user has replaced stays replaced, inside and after."""
    monkeypatch.setattr(os, "urandom", lambda size: b"x" * size)
    with seeded(1):
        assert os.urandom(3) == b"xxx"
    assert os.urandom(3) == b"xxx"
