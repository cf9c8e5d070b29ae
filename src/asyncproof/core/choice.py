"""One decision that a run asked for: of which kind, among how many, and which was taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One answered question of a run; answer 0 is always what stock asyncio would have done."""

    kind: str
    options: int
    picked: int

    def __post_init__(self) -> None:
        """Refuse an answer that the question did not offer."""
        if not 0 <= self.picked < self.options:
            message = (
                f"choice {self.kind!r} has {self.options} options, so it cannot pick number {self.picked}"
            )
            raise ValueError(message)
