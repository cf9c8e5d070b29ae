"""A headless Chromium that tests look at pages with, driven by the DevTools protocol over a pipe."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30.0
OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
KEYS = {
    "ArrowRight": 39,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowDown": 40,
    "Enter": 13,
    "Tab": 9,
    "Escape": 27,
}
SHIFT, CTRL = 8, 2


def program() -> str | None:
    """Find the browser on this machine."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


class Browser:
    """A running browser, and the pipe to it."""

    def __init__(self, process: subprocess.Popen[bytes], write: int, read: int) -> None:
        self._process = process
        self._write = write
        self._read = read
        self._number = 0
        self._buffer = b""
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Have something done, and return what came of it."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]  # type: ignore[no-any-return] # JSON
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            data = os.read(self._read, 1 << 20)
            assert data, f"the browser has gone: {self._process.poll()}"
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)  # type: ignore[no-any-return] # JSON

    @contextmanager
    def page(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Page]:
        """Give a page of its own, and close it."""
        context = self.ask("Target.createBrowserContext")["browserContextId"]  # what a page keeps is its own
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        page.prepare(width, height, dark=dark)
        try:
            yield page
        finally:
            self.ask("Target.disposeBrowserContext", browserContextId=context)


class Page:
    """One page, and what a person does with it."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Have something done on this page."""
        return self._browser.ask(method, self._session, **parameters)

    def prepare(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the page its size and colours."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.resize(width, height)
        value = "dark" if dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])

    def resize(self, width: int, height: int) -> None:
        """Make the page as large as this."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, path: Path, place: str = "#/") -> None:
        """Open a file, and wait until it has drawn itself."""
        self.ask("Page.navigate", url=f"{path.as_uri()}{place}")
        self.until("document.readyState === 'complete' && !!document.querySelector('main h1')")

    def js(self, expression: str) -> Any:
        """Return what an expression comes to."""
        answer = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until an expression is true."""
        frame = "new Promise((go) => setTimeout(go, 10))"
        deadline = time.monotonic() + PATIENCE
        while not self.js(f"Boolean({expression})"):
            assert time.monotonic() < deadline, f"never true: {expression}\n{self.text()[:2000]}"
            self.js(frame)

    def text(self, selector: str = "body") -> str:
        """Return the text that is seen of an element."""
        return str(self.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def key(self, key: str, modifiers: int = 0) -> None:
        """Press a key and let it go."""
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        code = KEYS.get(key, ord(key[0].upper()))
        self.ask(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key=key,
            modifiers=modifiers,
            windowsVirtualKeyCode=code,
            **text,
        )
        self.ask(
            "Input.dispatchKeyEvent", type="keyUp", key=key, modifiers=modifiers, windowsVirtualKeyCode=code
        )

    def type(self, text: str) -> None:
        """Write into what has the focus."""
        self.ask("Input.insertText", text=text)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Do something with the mouse."""
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse at a point."""
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="left", clickCount=1)

    def press(self, selector: str) -> None:
        """Click in the middle of an element."""
        self.js(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        x, y = self.middle(selector)
        self.click(x, y)

    def middle(self, selector: str) -> tuple[float, float]:
        """Return the middle of an element on the screen."""
        box = self.js(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        return box[0], box[1]

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """Write what is seen, or the whole page, into a file."""
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        return base64.b64decode(self.ask("Page.printToPDF", printBackground=True)["data"])

    def complaints(self) -> list[str]:
        """Return the errors and the forbidden things that the browser has told of this page."""
        told = [event for event in self._browser.events if event.get("sessionId") == self._session]
        errors = [str(event["params"]) for event in told if event["method"] == "Runtime.exceptionThrown"]
        entries = [event["params"]["entry"] for event in told if event["method"] == "Log.entryAdded"]
        return errors + [str(entry) for entry in entries if entry["level"] == "error"]

    def requests(self) -> list[str]:
        """Return the addresses that the page has asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event["method"] == "Network.requestWillBeSent"
        ]


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser that keeps nothing."""
    found = program()
    assert found is not None
    home = tempfile.mkdtemp(prefix="asyncproof-browser-")
    ours, theirs = _pipes()
    command = [*_on_three_and_four(theirs), found, *OPTIONS, f"--user-data-dir={home}"]
    process = subprocess.Popen(
        command,
        pass_fds=theirs,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in theirs:
        os.close(end)
    running = Browser(process, *ours)
    try:
        yield running
    finally:
        try:
            running.ask("Browser.close")
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
            for end in ours:
                os.close(end)
            shutil.rmtree(home, ignore_errors=True)


def _on_three_and_four(ends: tuple[int, int]) -> list[str]:
    """Return what starts a program with these ends where it looks for them."""
    program = (
        f"import os, sys; os.dup2({ends[0]}, 3); os.dup2({ends[1]}, 4); os.execv(sys.argv[1], sys.argv[1:])"
    )
    return [sys.executable, "-ISc", program]


def _pipes() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return our ends and the browser's, which are none of those that it knows by number."""
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    moved = []
    for end in (to_read, from_write):
        moved.append(fcntl.fcntl(end, fcntl.F_DUPFD, 10))
        os.close(end)
    return (to_write, from_read), (moved[0], moved[1])
