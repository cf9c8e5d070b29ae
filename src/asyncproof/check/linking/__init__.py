"""What names mean across files: modules, classes and their bases, and the values of expressions."""

from asyncproof.check.linking.evaluator import Evaluator
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.klass import Class
from asyncproof.check.linking.project import Project
from asyncproof.check.linking.scope import Module, Scope
from asyncproof.check.linking.value import (
    NONE,
    UNKNOWN,
    AsyncGenerator,
    Awaitable,
    Callback,
    ClassValue,
    Coroutine,
    Foreign,
    ForeignInstance,
    FunctionValue,
    Generator,
    Instance,
    Items,
    LambdaValue,
    Manager,
    MockValue,
    ModuleValue,
    Plain,
    Value,
)

__all__ = [
    "NONE",
    "UNKNOWN",
    "AsyncGenerator",
    "Awaitable",
    "Callback",
    "Class",
    "ClassValue",
    "Coroutine",
    "Evaluator",
    "Foreign",
    "ForeignInstance",
    "Function",
    "FunctionValue",
    "Generator",
    "Instance",
    "Items",
    "LambdaValue",
    "Manager",
    "MockValue",
    "Module",
    "ModuleValue",
    "Plain",
    "Project",
    "Scope",
    "Value",
]
