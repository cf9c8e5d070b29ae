# Made by tools/known_libraries.py: what is async in sqlalchemy.engine.
from sqlalchemy.engine.base import Connection as Connection
from sqlalchemy.engine.cursor import CursorResult as CursorResult
from sqlalchemy.engine.base import Engine as Engine
from sqlalchemy.engine.result import MappingResult as MappingResult
from sqlalchemy.engine.result import Result as Result
from sqlalchemy.engine.result import ScalarResult as ScalarResult
