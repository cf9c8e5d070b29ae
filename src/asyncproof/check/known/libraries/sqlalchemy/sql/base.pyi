# Made by tools/known_libraries.py: what is async in sqlalchemy.sql.base.
from sqlalchemy.util.langhelpers import HasMemoized

class InPlaceGenerative(HasMemoized): ...
