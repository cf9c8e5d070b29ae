# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.
import logging
logger: logging.Logger
