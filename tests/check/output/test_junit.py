from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from asyncproof.check.outcome import Outcome
from asyncproof.check.output.junit import junit
from asyncproof.core import Severity
from tests.check.output.reported import TROUBLES, outcome_of


def parsed(outcome: Outcome, fail_on: Severity = Severity.ERROR) -> ET.Element:
    """Return the document."""
    return ET.fromstring("\n".join(junit(outcome, fail_on)))


def test_each_file_is_a_suite_and_each_finding_a_case() -> None:
    """What stops is a failure, what could not be read an error, the rest has passed and says what it is."""
    document = parsed(replace(outcome_of("a\nb\n", "a", "b"), troubles=TROUBLES))
    assert document.attrib == {"name": "asyncproof check", "tests": "4", "failures": "1", "errors": "2"}
    assert [suite.attrib for suite in document] == [
        {"name": "b.py", "tests": "1", "failures": "0", "errors": "1"},
        {"name": "c.py", "tests": "1", "failures": "0", "errors": "1"},
        {"name": "a.py", "tests": "2", "failures": "1", "errors": "0"},
    ]
    error, warning = document[2]
    name = "missing-await (AP101) line 1"
    assert error.attrib == {"name": name, "classname": "a.py", "file": "a.py", "line": "1"}
    (failure,) = error
    assert (failure.tag, failure.attrib) == ("failure", {"type": "error", "message": "it is lost"})
    assert failure.text == "a.py:1:1: error: it is lost\nto do: await it"
    assert [inside.tag for inside in warning] == ["system-out"]
    assert [inside.tag for inside in document[0][0]] == ["error"]


def test_who_fails_on_warnings_sees_them_as_failures() -> None:
    """As the exit code has it."""
    document = parsed(outcome_of("a\nb\nc\n", "a", "b", "c"), Severity.WARNING)
    assert document.attrib["failures"] == "2"


def test_nothing_found_is_a_document_too() -> None:
    """An empty one."""
    assert len(parsed(Outcome((), (), 3, {}))) == 0
