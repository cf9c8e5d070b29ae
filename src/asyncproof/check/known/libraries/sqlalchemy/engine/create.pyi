# Made by tools/known_libraries.py: what is async in sqlalchemy.engine.create.
from sqlalchemy.engine.base import Engine

def create_engine(*args, **kwargs) -> Engine: ...
