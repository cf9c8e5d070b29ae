"""What a check, a guard or the doctor has to say: code, message, place and explanation, all plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(str, Enum):
    """How bad a finding is; an `ERROR` makes a command or a test fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is: a file and, where known, a line and a column (both counted from 1)."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return the form that editors and terminals turn into a link."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a finding matters and what to do, so that whoever prints it need not know who found it."""

    cause: str = ""
    cure: str = ""
    page: str = ""
    """The documentation page, as a path under `docs/`."""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth knowing."""

    code: str
    message: str
    place: Place | None = None
    severity: Severity = Severity.ERROR
    explanation: Explanation = field(default_factory=Explanation)
