# Made by tools/known_libraries.py: what is async in sqlalchemy.
from sqlalchemy.engine.create import create_engine as create_engine
