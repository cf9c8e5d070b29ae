from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.fixing.writing import write
from asyncproof.check.reading.source import Source, read_source


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a mode of its own."""
    path = tmp_path / "test_it.py"
    path.write_bytes(b"old\r\n")
    path.chmod(0o751)
    return path


def change(path: Path) -> tuple[Source, Source]:
    """Return a file as it is, and as it shall be."""
    before = read_source(str(path))
    assert isinstance(before, Source)
    return before, Source(str(path), b"new\r\n", "new\r\n")


def names(path: Path) -> list[str]:
    """Return what is in the folder of a file."""
    return sorted(one.name for one in path.parent.iterdir())


def test_a_file_gets_its_new_content(file: Path) -> None:
    """Its mode stays, and nothing is left beside it."""
    assert write(*change(file)) is None
    assert file.read_bytes() == b"new\r\n"
    assert file.stat().st_mode & 0o777 == 0o751
    assert names(file) == ["test_it.py"]


def test_links_are_followed(file: Path) -> None:
    """The link stays a link, and the file it leads to changes."""
    link = file.with_name("link.py")
    link.symlink_to(file)
    assert write(*change(link)) is None
    assert link.is_symlink()
    assert file.read_bytes() == b"new\r\n"


def test_a_read_only_file_is_left_alone(file: Path) -> None:
    """Whoever made it so had a reason; root is no exception."""
    file.chmod(0o444)
    trouble = write(*change(file))
    assert trouble is not None
    assert (trouble.path, trouble.message) == (str(file), "is read-only: it was left as it is")
    assert file.read_bytes() == b"old\r\n"


def test_a_file_that_has_changed_since_is_left_alone(file: Path) -> None:
    """What an editor wrote in between is not lost."""
    both = change(file)
    file.write_bytes(b"mine\n")
    trouble = write(*both)
    assert trouble is not None
    assert trouble.message == "has changed since it was read: it was left as it is"
    assert file.read_bytes() == b"mine\n"


def test_a_file_that_is_gone_is_told(file: Path) -> None:
    """It does not come back."""
    both = change(file)
    file.unlink()
    trouble = write(*both)
    assert trouble is not None
    assert trouble.message == "can't be written: No such file or directory"
    assert not file.exists()


@pytest.mark.parametrize("place", ["replace", "chmod"])
def test_a_failure_in_between_leaves_the_old_file(
    place: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, and alone; the failure is told."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    both = change(file)
    monkeypatch.setattr(Path, place, fail)
    trouble = write(*both)
    assert trouble is not None
    assert trouble.message == "can't be written: No space left on device"
    assert file.read_bytes() == b"old\r\n"
    assert names(file) == ["test_it.py"]


def test_an_interruption_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole, and alone; the interruption goes on."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    both = change(file)
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(*both)
    assert file.read_bytes() == b"old\r\n"
    assert names(file) == ["test_it.py"]
