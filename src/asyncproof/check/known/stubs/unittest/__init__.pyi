# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
from unittest.async_case import *

from .case import FunctionTestCase as FunctionTestCase
from .case import SkipTest as SkipTest
from .case import TestCase as TestCase
from .case import addModuleCleanup as addModuleCleanup
from .case import doModuleCleanups as doModuleCleanups
from .case import enterModuleContext as enterModuleContext
from .case import expectedFailure as expectedFailure
from .case import skip as skip
from .case import skipIf as skipIf
from .case import skipUnless as skipUnless
from .loader import TestLoader as TestLoader
from .loader import defaultTestLoader as defaultTestLoader
from .main import TestProgram as TestProgram
from .main import main as main
from .result import TestResult as TestResult
from .runner import TextTestResult as TextTestResult
from .runner import TextTestRunner as TextTestRunner
from .signals import installHandler as installHandler
from .signals import registerResult as registerResult
from .signals import removeHandler as removeHandler
from .signals import removeResult as removeResult
from .suite import BaseTestSuite as BaseTestSuite
from .suite import TestSuite as TestSuite

__all__ = ["FunctionTestCase", "IsolatedAsyncioTestCase", "SkipTest", "TestCase", "TestLoader", "TestResult", "TestSuite", "TextTestResult", "TextTestRunner", "addModuleCleanup", "defaultTestLoader", "expectedFailure", "installHandler", "main", "registerResult", "removeHandler", "removeResult", "skip", "skipIf", "skipUnless"]
__all__ += ["doModuleCleanups", "enterModuleContext"]

def __dir__() -> set[str]:
    ...
