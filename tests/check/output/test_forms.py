"""Laws of all forms of output: whatever stands in names and messages, the form stays what it is."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from asyncproof.check.hit import Edit as Change
from asyncproof.check.hit import Fix, Related, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.output.forms import FORMS, lines_of
from asyncproof.check.reading.trouble import Trouble
from asyncproof.cli.checking.options import FORMATS
from asyncproof.core import Severity
from tests.check.output.reported import outcome_of

ODD = [
    "\x1b]0;title\x07\x1b[2J",
    "a\nb\r\nc\td\x0b\x0c\x85\u2028",
    "::error file=x::y%0A%25",
    "]]></failure><x>&amp;\"'<!--",
    "\udcff\ud800 \ufffe\uffff",
    "C:\\Temp\\test_it.py",
    "\u202e\u2066\u200b\ufeff",
    "`code` {0} %s $(id) ${{ github.token }}",
    "\x9b31m",
    "日本 e\u0301 \U0001f600",
]
signs = st.sampled_from([sign for text in ODD for sign in text])
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=20), st.text(signs, max_size=20))
# No system has a null character in a name, nor half of a pair where it stands for no byte.
_NEVER = str.maketrans("", "", "\0\ud800")
names = texts.map(lambda text: text.translate(_NEVER) or "x")
# How long it takes to draw a text says nothing about the forms.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What a person or a terminal must never get: signs that steer, line ends of other systems, lone surrogates.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def outcome(path: str, message: str, severity: Severity = Severity.ERROR) -> Outcome:
    """Return an outcome in which a text stands wherever a text can stand."""
    plain = outcome_of("a\n", "a")
    (hit,) = plain.hits
    hit = replace(
        hit,
        path=path,
        message=message,
        cure=message,
        severity=severity,
        related=(Related(path, Span(1, 0, 1, 1), message),),
        fix=Fix(message, (Change(Span(1, 0, 1, 0), message),)),
    )
    return replace(plain, hits=(hit,), troubles=(Trouble(path, 1, message, message),))


def written(form: str, found: Outcome) -> str:
    """Return the output as a file has it."""
    lines = lines_of(form, found, base=str(Path.cwd()), fail_on=Severity.ERROR)
    whole = "".join(f"{line}\n" for line in lines)
    return whole.encode("utf-8", "backslashreplace").decode()


def joined(text: str) -> str:
    """Return a text as JSON gives it back: in its escapes, two halves of a pair that meet are one sign."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def test_every_form_is_offered() -> None:
    """On the command line, which does not import them to say so."""
    assert FORMATS == FORMS


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("severity", Severity)
def test_every_form_takes_every_text(form: str, text: str, severity: Severity) -> None:
    """Nothing raises, whatever the text and the severity are, and the rule is named."""
    told = written(form, outcome(text.translate(_NEVER), text, severity))
    assert "missing-await" in told


@steady
@given(path=names, message=texts)
@pytest.mark.parametrize("form", ["json", "gitlab", "sarif", "junit"])
def test_what_programs_read_is_plain_ascii(form: str, path: str, message: str) -> None:
    """A pipe may have any encoding, and must not make another document of it."""
    assert written(form, outcome(path, message)).isascii()


@steady
@given(path=names, message=texts)
@example(path="\udcff", message="\udcff\ud800")
@example(path="x", message="\ud800\udcff")
def test_json_is_json(path: str, message: str) -> None:
    """Also where a name can't be encoded: as an escape that gives it back."""
    data = json.loads(written("json", outcome(path, message)))
    (finding,) = data["findings"]
    assert (finding["path"], finding["message"]) == (path, joined(message))
    entries = json.loads(written("gitlab", outcome(path, message)))
    assert entries[1]["description"] == joined(f"{message} (to do: {message})")


@steady
@given(path=names, message=texts)
def test_sarif_is_what_the_schema_wants(path: str, message: str) -> None:
    """And its URIs are plain ASCII without a sign that would end them."""
    data: Any = json.loads(written("sarif", outcome(path, message)))
    Sarif.model_validate(json.loads(json.dumps(data).replace("\\ud", "\\u00")))
    location = data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+|file://[A-Za-z0-9_.~/%-]+", location["uri"])


@steady
@given(path=names, message=texts)
@example(path="\x01\udcff", message="\x00\ufffe\ud800")
def test_xml_is_xml(path: str, message: str) -> None:
    """Nobody gets out of an attribute or a text."""
    document = ET.fromstring(written("junit", outcome(path, message)))
    assert {element.tag for element in document.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
    }


@steady
@given(path=names, message=texts)
@pytest.mark.parametrize("form", ["concise", "github"])
def test_a_finding_is_one_line(form: str, path: str, message: str) -> None:
    """So that no text looks like a finding, or a command, of its own."""
    told = written(form, outcome(path, message))
    assert told.count("\n") == 2
    assert len(told.splitlines()) == 2
    if form == "github":
        assert all(line.startswith("::error file=") for line in told.splitlines())
    assert not STEERING.search(told)


@steady
@given(path=names, message=texts)
def test_a_terminal_is_not_steered(path: str, message: str) -> None:
    """The text for people has as many lines as it would have for a plain name, all of them harmless."""
    told = written("text", outcome(path, message))
    assert told.count("\n") == written("text", outcome("plain", "plain")).count("\n")
    assert not STEERING.search(told)
