"""What the selector watches: whether it has to be asked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.stock import StockLoop

if TYPE_CHECKING:
    from collections.abc import Callable


class WatchingLoop(StockLoop):
    """Knows when an iteration must ask the selector.

    The self-pipe alone needs no look, for whoever writes to it has put a callback in the ready queue before.
    So the selector is asked only while it watches something else, or while a signal handler is set.
    """

    _polls = False

    def _look_again(self) -> None:
        if self._selector is None:  # closed: asyncio still removes its signal handlers
            return
        watched = self._selector.get_map()
        self._polls = len(watched or ()) > 1 or bool(getattr(self, "_signal_handlers", None))

    def _add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> Any:
        handle = super()._add_reader(fd, callback, *args)
        self._look_again()
        return handle

    def _add_writer(self, fd: Any, callback: Callable[..., object], *args: Any) -> Any:
        handle = super()._add_writer(fd, callback, *args)
        self._look_again()
        return handle

    def _remove_reader(self, fd: Any) -> Any:
        removed = super()._remove_reader(fd)
        self._look_again()
        return removed

    def _remove_writer(self, fd: Any) -> Any:
        removed = super()._remove_writer(fd)
        self._look_again()
        return removed

    def add_signal_handler(  # type: ignore[override] # the stub ties the arguments' types to the callback's
        self, sig: int, callback: Callable[..., Any], *args: Any
    ) -> None:
        """Run the callback when the signal comes."""
        super().add_signal_handler(sig, callback, *args)
        self._look_again()

    def remove_signal_handler(self, sig: int) -> bool:
        """Forget the signal's callback; tell whether there was one."""
        removed = super().remove_signal_handler(sig)
        self._look_again()
        return removed
