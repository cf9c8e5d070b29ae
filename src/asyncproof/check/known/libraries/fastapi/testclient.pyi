# Made by tools/known_libraries.py: what is async in fastapi.testclient.
from starlette.testclient import TestClient as TestClient
