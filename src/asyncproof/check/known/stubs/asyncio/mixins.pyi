# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import threading

_global_lock: threading.Lock

class _LoopBoundMixin:
    ...
