# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import sys
import threading
from typing_extensions import Never
_global_lock: threading.Lock

class _LoopBoundMixin:
    ...
