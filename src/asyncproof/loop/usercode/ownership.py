"""Whose code is this? The user's is what is neither the standard library nor installed nor asyncproof."""

from __future__ import annotations

import sys
from types import FrameType, ModuleType
from typing import TYPE_CHECKING

from asyncproof.loop.usercode.homes import is_foreign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_STRANGERS: set[str] = set()
"""The files of modules that are not the user's: there are thousands, and every test asks for the others."""


class Ownership:
    """Tells the user's frames and modules from all others; asked often, so it remembers every file."""

    def __init__(self, *, also: Collection[str] = ()) -> None:
        """Count the top-level packages named in *also* as the user's, wherever they are installed."""
        self._also = frozenset(also)
        self._verdicts: dict[str, bool] = {}

    def owns_frame(self, frame: FrameType | None) -> bool:
        """Say whether this frame runs the user's code; generated code belongs to its module."""
        while frame is not None:
            filename = frame.f_code.co_filename
            verdict = self._verdicts.get(filename)
            if verdict is None:
                verdict = self._judge(filename, frame.f_globals)
            if verdict is not None:
                return verdict
            frame = frame.f_back
        return False

    def modules(self) -> Iterator[ModuleType]:
        """Yield the user's modules that are imported by now."""
        known = set[str]() if self._also else _STRANGERS  # what counts as the user's goes by names, too
        modules = [each for each in list(sys.modules.values()) if issubclass(type(each), ModuleType)]
        files = [vars(each).get("__file__") for each in modules]
        pairs = zip(modules, files, strict=True)
        for module, file in [
            (each, file) for each, file in pairs if type(file) is not str or file not in known
        ]:
            if self._owns_namespace(vars(module)):
                yield module
            elif type(file) is str:
                known.add(file)

    def _judge(self, filename: str, namespace: dict[str, object]) -> bool | None:
        if filename.startswith("<frozen"):
            return False
        if filename.startswith("<"):
            return self._owns_namespace(namespace)
        verdict = self._is_also(namespace) or not is_foreign(filename)
        self._verdicts[filename] = verdict
        return verdict

    def _owns_namespace(self, namespace: dict[str, object]) -> bool | None:
        if self._is_also(namespace):
            return True
        file = namespace.get("__file__")
        if isinstance(file, str):
            return not is_foreign(file)
        return True if namespace.get("__name__") == "__main__" else None

    def _is_also(self, namespace: dict[str, object]) -> bool:
        return bool(self._also) and str(namespace.get("__name__")).partition(".")[0] in self._also
