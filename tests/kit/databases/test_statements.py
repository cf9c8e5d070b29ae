from __future__ import annotations

import pytest

from asyncproof.kit.databases.statements import Kind, Statement, read_statement


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT 1", Kind.READ),
        ("  -- why\n/* so */ (select 1)", Kind.READ),
        ("WITH a AS (SELECT 1) SELECT * FROM a FOR UPDATE", Kind.READ),
        ("WITH a AS (SELECT 1) SELECT * FROM a FOR NO KEY UPDATE", Kind.READ),
        ("WITH a AS (DELETE FROM t RETURNING 1) SELECT * FROM a", Kind.WRITE),
        ("PRAGMA foreign_keys", Kind.READ),
        ("SET LOCAL lock_timeout = 1", Kind.READ),
        ("PREPARE a AS SELECT 1", Kind.READ),
        ("INSERT INTO t VALUES (1)", Kind.WRITE),
        ("update t set a = 1", Kind.WRITE),
        ("CREATE TABLE t (a)", Kind.WRITE),
        ("CALL something()", Kind.WRITE),
        ("", Kind.WRITE),
        ("COMMIT", Kind.CONTROL),
        ("begin immediate", Kind.CONTROL),
        ("START TRANSACTION", Kind.CONTROL),
        ("ROLLBACK", Kind.CONTROL),
        ("PREPARE TRANSACTION 'x'", Kind.CONTROL),
    ],
)
def test_what_a_statement_does(text: str, kind: Kind) -> None:
    """The first words tell; what is not known to be harmless is a write."""
    assert read_statement(text) == Statement(kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SAVEPOINT one", Kind.SAVEPOINT),
        ("release savepoint one", Kind.RELEASE),
        ("RELEASE one", Kind.RELEASE),
        ("ROLLBACK TO SAVEPOINT one", Kind.ROLLBACK_TO),
        ("ROLLBACK TRANSACTION TO one", Kind.ROLLBACK_TO),
        ('ROLLBACK TO "one"', Kind.ROLLBACK_TO),
    ],
)
def test_which_savepoint(text: str, kind: Kind) -> None:
    """Savepoints are known by their names, however they are spelled."""
    assert read_statement(text) == Statement(kind, "one")
