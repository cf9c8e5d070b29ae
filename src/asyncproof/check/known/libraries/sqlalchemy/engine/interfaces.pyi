# Made by tools/known_libraries.py: what is async in sqlalchemy.engine.interfaces.
from sqlalchemy.event.registry import EventTarget

class ConnectionEventsTarget(EventTarget): ...
