"""Puts the guards around the tests of a run: who owns what, which rules hold, how a finding is reported."""
