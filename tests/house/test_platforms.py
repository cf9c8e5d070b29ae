"""What Windows, or macOS, does not have is only used where somebody has looked for it."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.house.sources import PACKAGE, modules, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = frozenset(("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"))
"""Modules that Windows does not have."""
NAMES = {
    "os": """
        CLD_* CLONE_* EFD_* EX_* MFD_* O_CLOEXEC O_DIRECT* O_N[DO]* O_PATH O_*SYNC P_ALL P_P* PIDFD_* POSIX_*
        PRIO_* RTLD_* SCHED_* WCO* WEX* WIF* WNO* WST* WTERMSIG WUNTRACED chown chroot ctermid eventfd* fchdir
        fchmod fchown fork forkpty get*gid get*uid getgroups getloadavg getpgrp getpriority getsid killpg
        lchown lockf memfd_create mkfifo mknod nice openpty pidfd_open pipe2 posix_* pread* pwrite* readv
        register_at_fork sched_* sendfile set*gid set*uid set_blocking setpgrp setpriority setsid splice
        statvfs sync sysconf tc* ttyname uname wait wait3 wait4 waitid writev
    """,
    "select": "epoll poll kqueue",
    "signal": """
        ITIMER_* SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGPROF SIGQUIT SIGSTOP SIGTSTP SIGTTIN
        SIGTTOU SIGURG SIGUSR* SIGVTALRM SIGWINCH SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm getitimer pause
        pidfd_* pthread_* setitimer sigpending sigtimedwait sigwait*
    """,
    "socket": """
        AF_UNIX CMSG_* EAI_ADDRFAMILY EAI_SYSTEM MSG_DONTWAIT MSG_NOSIGNAL SCM_* SO_PEERCRED SO_REUSEPORT
        recv_fds send_fds
    """,
    "time": "CLOCK_* clock_* pthread_getcpuclockid tzset",
}
"""Names that a module has not everywhere, as type checkers know it."""
ARGUMENTS = frozenset(("pass_fds", "preexec_fn"))
"""What `subprocess` refuses on Windows."""
PROC = "/proc/"
SUSPECT = re.compile(
    rf"^ *(import|from) ({'|'.join([*MODULES, *NAMES, 'subprocess'])})\b|{PROC}", re.MULTILINE
)
"""What a file has in it that is worth being parsed for this."""


class Guard(NamedTuple):
    """Code without which a file would fail elsewhere, and the file that has it, if that is another one."""

    code: str
    file: str = ""


GUARDS = {
    "check/fixing/writing.py": Guard('if hasattr(os, "chown"):'),
    "exploring/crew/batch.py": Guard('if sys.platform == "linux":\n        _end_with_parent()'),
    "exploring/crew/child.py": Guard('if sys.platform == "win32":  # where pipes can\'t be waited for'),
    "exploring/spinning.py": Guard('if not hasattr(signal, "setitimer")'),
    "guard/guards/leaked_process.py": Guard('if not hasattr(os, "waitid"):'),
    "guard/stalling/interrupting.py": Guard('_SIGNAL = getattr(signal, "SIGURG", None)'),
    "guard/stalling/leftovers.py": Guard("if not _HAVE_CLOCKS"),
    "guard/stalling/native.py": Guard("except (OSError, ValueError, IndexError):\n        return []"),
    "guard/stalling/processor.py": Guard("except OSError:\n        return ClockMeter(ident)"),
    "guard/stalling/stillness.py": Guard('if not hasattr(os, "waitid"):'),
    "kit/databases/lines.py": Guard('if sys.platform == "win32":', "kit/databases/keeper.py"),
    "kit/servers/cluster.py": Guard('if not hasattr(os, "geteuid"):', "kit/servers/postgres.py"),
    "kit/servers/postgres.py": Guard('if not hasattr(os, "geteuid"):'),
    "loop/real/ends.py": Guard('not hasattr(socket, "SO_PEERCRED")'),
    "loop/real/states.py": Guard("except OSError:\n            return None"),
}
"""Files that use what is not everywhere, and what keeps them from it there."""


def used_in(tree: ast.AST) -> Iterator[str]:
    """Yield what some system does not have: modules, their names, arguments, and paths of Linux."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if is_missing(node.value.id, node.attr):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module for _ in node.names if node.module in MODULES)
            yield from (
                f"{node.module}.{alias.name}" for alias in node.names if is_missing(node.module, alias.name)
            )
        elif isinstance(node, ast.keyword) and node.arg in ARGUMENTS:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(PROC):
            yield node.value


def is_missing(module: str, name: str) -> bool:
    """Say whether a module does not have a name everywhere."""
    patterns = NAMES.get(module, "").split()
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def test_what_is_not_everywhere_has_its_guard() -> None:
    """A file that uses what Windows or macOS does not have is listed, with what keeps it from that."""
    files = [path for path in modules() if SUSPECT.search(path.read_text("utf-8"))]
    found = {path.relative_to(PACKAGE).as_posix(): sorted(set(used_in(parse(path)))) for path in files}
    unguarded = {file: names for file, names in found.items() if names and file not in GUARDS}
    assert not unguarded, f"ask before whether it is there, and list the file in GUARDS: {unguarded}"
    assert [file for file in GUARDS if not found[file]] == [], "listed, and uses nothing of the kind"


@pytest.mark.parametrize("file", sorted(GUARDS))
def test_the_guard_is_there(file: str) -> None:
    """The code that is listed stands where it is said to stand."""
    guard = GUARDS[file]
    assert guard.code in (PACKAGE / (guard.file or file)).read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os, fcntl\nos.fork()", ["fcntl", "os.fork"]),
        ("from signal import SIGALRM, SIGINT", ["signal.SIGALRM"]),
        ("import pwd as users\nfrom resource import getrusage", ["pwd", "resource"]),
        ("Popen(command, preexec_fn=f)\nopen('/proc/self/stat')", ["preexec_fn", "/proc/self/stat"]),
        ("signal.SIG_DFL, os.getpid(), os.read, os.O_RDONLY, socket.AF_INET, getattr(os, 'fork')", []),
    ],
)
def test_it_is_seen(code: str, found: list[str]) -> None:
    """Modules, names, arguments and paths are found however they are written."""
    assert sorted(used_in(ast.parse(code))) == sorted(found)
