# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeAlias, TypeVar

from .base_events import *
from .coroutines import *
from .events import *
from .events import _AbstractEventLoopPolicy
from .exceptions import *
from .futures import *
from .graph import *
from .locks import *
from .protocols import *
from .queues import *
from .runners import *
from .streams import *
from .subprocess import *
from .taskgroups import *
from .tasks import *
from .threads import *
from .timeouts import *
from .transports import *
from .unix_events import *

AbstractEventLoopPolicy = _AbstractEventLoopPolicy
from .unix_events import _DefaultEventLoopPolicy

DefaultEventLoopPolicy = _DefaultEventLoopPolicy
__all__ = ("ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION", "AbstractEventLoop", "AbstractServer", "Barrier", "BaseEventLoop", "BaseProtocol", "BaseTransport", "BoundedSemaphore", "BrokenBarrierError", "BufferedProtocol", "CancelledError", "Condition", "DatagramProtocol", "DatagramTransport", "Event", "EventLoop", "FrameCallGraphEntry", "Future", "FutureCallGraph", "Handle", "IncompleteReadError", "InvalidStateError", "LifoQueue", "LimitOverrunError", "Lock", "PriorityQueue", "Protocol", "Queue", "QueueEmpty", "QueueFull", "QueueShutDown", "ReadTransport", "Runner", "SelectorEventLoop", "Semaphore", "SendfileNotAvailableError", "Server", "StreamReader", "StreamReaderProtocol", "StreamWriter", "SubprocessProtocol", "SubprocessTransport", "Task", "TaskGroup", "Timeout", "TimeoutError", "TimerHandle", "Transport", "WriteTransport", "_enter_task", "_get_running_loop", "_leave_task", "_register_task", "_set_running_loop", "_unregister_task", "all_tasks", "as_completed", "capture_call_graph", "create_eager_task_factory", "create_subprocess_exec", "create_subprocess_shell", "create_task", "current_task", "eager_task_factory", "ensure_future", "format_call_graph", "future_add_to_awaited_by", "future_discard_from_awaited_by", "gather", "get_event_loop", "get_event_loop_policy", "get_running_loop", "iscoroutine", "iscoroutinefunction", "isfuture", "new_event_loop", "open_connection", "open_unix_connection", "print_call_graph", "run", "run_coroutine_threadsafe", "set_event_loop", "set_event_loop_policy", "shield", "sleep", "start_server", "start_unix_server", "timeout", "timeout_at", "to_thread", "wait", "wait_for", "wrap_future")
_T_co = TypeVar("_T_co", covariant=True)
_AwaitableLike: TypeAlias = Awaitable[_T_co]
_CoroutineLike: TypeAlias = Coroutine[Any, Any, _T_co]
