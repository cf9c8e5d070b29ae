"""Running one handle: with a cancellation before it if the chooser wants one, and with everybody told."""

from __future__ import annotations

import time
from asyncio.log import logger
from typing import TYPE_CHECKING, Any

from asyncproof.loop.cancelling import CancellingLoop
from asyncproof.loop.onlooking import onlookers

if TYPE_CHECKING:
    import asyncio


class SteppingLoop(CancellingLoop):
    """Runs what others have picked."""

    def __init__(self, **settings: Any) -> None:
        """Have steps described only if somebody watches."""
        if settings["watchers"]:
            from asyncproof.loop.steps import make_step  # noqa: PLC0415 - only who is watched pays for it

            self._make_step = make_step
        super().__init__(**settings)

    def _run_next(self, handle: Any) -> None:
        """Run a handle whose turn it is."""
        if self._cancellations_left:
            self._ask_to_cancel()
        self._run_watched(handle)

    def _run_watched(self, handle: Any) -> None:
        self.steps += 1
        if handle._cancelled:
            return
        if self._watchers:
            step = self._make_step(self.steps, self.now_ns, handle)
            for watcher in self._watchers:
                watcher.step(step)
        try:
            if self._debug:
                self._run_timed(handle)
            elif onlookers:
                self._run_seen(handle)
            else:
                handle._context.run(handle._callback, *handle._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:  # noqa: BLE001 - as asyncio: reported, and the loop goes on
            self._report_failure(handle, error)
        finally:
            del handle  # or the traceback of an exception would keep this frame, and the frame the task

    def _run_seen(self, handle: Any) -> None:
        onlooker = onlookers[-1]
        onlooker.begins(handle)
        try:
            handle._context.run(handle._callback, *handle._args)
        finally:
            onlooker.ended(handle)
            del handle  # as in _run_watched

    def _run_timed(self, handle: Any) -> None:
        """Run a handle as debug mode does: say so when it keeps the loop for too long."""
        self._current_handle = handle
        begin = time.monotonic()
        try:
            handle._run()
            took = time.monotonic() - begin
            if took >= self.slow_callback_duration:
                from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - as rare as slow callbacks

                logger.warning("Executing %s took %.3f seconds", describe_handle(handle)[0], took)
        finally:
            self._current_handle = None
            del handle  # as in _run_watched

    def _report_failure(self, handle: asyncio.Handle, error: BaseException) -> None:
        from asyncproof.loop.steps import describe_handle  # noqa: PLC0415 - as rare as failing callbacks

        name, _ = describe_handle(handle)
        context: dict[str, Any] = {
            "message": f"Exception in callback {name}",
            "exception": error,
            "handle": handle,
        }
        self.call_exception_handler(context)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell the watchers, then the exception handler."""
        for watcher in self._watchers:
            watcher.problem(context)
        super().call_exception_handler(context)
