"""What was not as expected on a test's network, in words: what came, what is closest, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.stub.matching.values import shown
from asyncproof.stub.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.loop.network.network import Miss
    from asyncproof.stub.book import Book, Entry
    from asyncproof.stub.expected import Expected
    from asyncproof.stub.request import Request

MOST_DIFFERENCES = 6
MOST_ENTRIES = 30
BODY = 300


def unexpected(book: Book, origin: str, request: Request) -> Wrong:
    """Tell of a request that nobody expected, beside the expectation that is closest."""
    details = _sent(request)
    closest = _closest(book.expectations, origin, request)
    if closest is None:
        details.append(f"nothing is expected at {origin}")
    else:
        expectation, found = closest
        details.append(f"closest: {expectation} ({expectation.where})")
        details += [f"  {line}" for line in found[:MOST_DIFFERENCES]]
        if len(found) > MOST_DIFFERENCES:
            details.append(f"  and {len(found) - MOST_DIFFERENCES} more differences")
    path = request.raw_path
    kind = "" if request.url.startswith("ws") else ".reply(...)"
    cure = f'write host.{_method(request)}"{path}"){kind}, or net.allow("unexpected")'
    return Wrong("unexpected", f"nobody expected {request}", details, cure)


def surplus(expectation: Expected, request: Request) -> Wrong:
    """Tell of a request that came once too often."""
    times = sum(turn.given for turn in expectation.turns)
    if not expectation.turns:
        what = f"{request} is expected, but has no reply"
        cure = f"write .reply(...) behind it at {expectation.where}"
        return Wrong("surplus", what, [f"expected: {expectation} ({expectation.where})"], cure)
    what = f"{request} came {_times(times + 1)}, and has a reply for {_times(times)}"
    details = [f"expected: {expectation} ({expectation.where})"]
    cure = f'write times={times + 1} or times="some" in {expectation.last_word}, or net.allow("surplus")'
    return Wrong("surplus", what, details, cure)


def out_of_order(expectation: Expected, request: Request, before: Expected) -> Wrong:
    """Tell of a request that came too early."""
    return Wrong(
        "order",
        f"{request} came before {before}",
        [f"first: {before} ({before.where})", f"then: {expectation} ({expectation.where})"],
        'take them out of net.in_order(), or net.allow("order")',
    )


def unused(expectation: Expected) -> Iterator[Wrong]:
    """Tell of replies that nobody asked for."""
    if not expectation.turns and not expectation.requests:
        yield Wrong(
            "unused", f"{expectation} has no reply and was not asked for", [f"at {expectation.where}"]
        )
    for turn in expectation.turns:
        if turn.given >= turn.least:
            continue
        asked = "never" if not turn.given else f"only {_times(turn.given)}"
        yield Wrong(
            "unused",
            f"{expectation} was {asked} {expectation.asked}",
            [f"expected {_times(turn.least)} at {turn.where}: {turn.answer}"],
            'remove it, write times="any", or net.allow("unused")',
        )


def missed(miss: Miss) -> Wrong:
    """Tell of an attempt to reach what is not there."""
    where = miss.host if miss.port is None else f"{miss.host}:{miss.port}"
    happened = "nobody knows" if miss.reason == "unknown host" else "nobody listens at"
    scheme = "https" if miss.port in (443, None) else "http"
    port = "" if miss.port in (80, 443, None) else f":{miss.port}"
    return Wrong(
        "host",
        f"a connection was tried to {where}: {happened} it",
        [],
        f'write net.http("{scheme}://{miss.host}{port}"), net.allow_real("{miss.host}") or net.allow("host")',
    )


def story(wrongs: list[Wrong], entries: list[Entry]) -> str:
    """Return everything that was wrong, and what went over the wire."""
    lines = ["the network of this test saw what was not expected:"]
    for number, wrong in enumerate(wrongs, 1):
        lines.append(f"{number}. {wrong.what}")
        lines += [f"     {line}" for line in wrong.details]
        if wrong.cure:
            lines.append(f"     to mend it: {wrong.cure}")
    return "\n".join([*lines, *transcript(entries)])


def transcript(entries: list[Entry]) -> list[str]:
    """Return what went over the wire, a line each request and each message of a WebSocket."""
    if not entries:
        return ["nothing went over the wire"]
    lines = ["what went over the wire:"]
    if len(entries) > MOST_ENTRIES:
        lines.append(f"  ({len(entries) - MOST_ENTRIES} earlier requests are left out)")
    for entry in entries[-MOST_ENTRIES:]:
        lines.append(f"  {entry.request.at:8.3f} s  {entry.request} -> {entry.answered}")
        if len(entry.talk) > MOST_ENTRIES:
            lines.append(f"      ({len(entry.talk) - MOST_ENTRIES} earlier lines are left out)")
        lines += [f"  {at:8.3f} s    {line}" for at, line in entry.talk[-MOST_ENTRIES:]]
    return lines


def _sent(request: Request) -> list[str]:
    if not request.content:
        return []
    text = shown(request.content) if b"\x00" in request.content else request.text[:BODY]
    return [f"body: {text}"]


def _method(request: Request) -> str:
    if request.url.startswith("ws"):
        return "websocket("
    known = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
    return f"{request.method.lower()}(" if request.method in known else f'request("{request.method}", '


def _closest(
    expectations: Iterable[Expected], origin: str, request: Request
) -> tuple[Expected, list[str]] | None:
    """Return the expectation from which a request differs in the fewest things, the path counting most."""
    found = [
        (each, list(each.pattern.differences(request))) for each in expectations if each.origin == origin
    ]
    return min(
        found,
        key=lambda pair: (any(line.startswith("path:") for line in pair[1]), len(pair[1])),
        default=None,
    )


def _times(number: int) -> str:
    return {0: "no time", 1: "once", 2: "twice"}.get(number, f"{number} times")
