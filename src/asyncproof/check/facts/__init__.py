"""What a file says, in plain values: its names, functions, classes and what their expressions are made of."""

from asyncproof.check.facts.facts import Binding, ClassFacts, FunctionFacts, ModuleFacts, Parameter, Use
from asyncproof.check.facts.flow import END, Arm, Path, Position
from asyncproof.check.facts.gathering import facts_of
from asyncproof.check.facts.reaching import reaching
from asyncproof.check.facts.term import OPAQUE, Term, dotted, term_of

__all__ = [
    "END",
    "OPAQUE",
    "Arm",
    "Binding",
    "ClassFacts",
    "FunctionFacts",
    "ModuleFacts",
    "Parameter",
    "Path",
    "Position",
    "Term",
    "Use",
    "dotted",
    "facts_of",
    "reaching",
    "term_of",
]
