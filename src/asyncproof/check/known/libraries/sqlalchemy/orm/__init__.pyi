# Made by tools/known_libraries.py: what is async in sqlalchemy.orm.
from sqlalchemy.orm.session import Session as Session
from sqlalchemy.orm.session import sessionmaker as sessionmaker
