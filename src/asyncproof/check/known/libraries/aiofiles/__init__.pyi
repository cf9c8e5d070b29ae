# Made by tools/known_libraries.py: what is async in aiofiles.
from aiofiles.threadpool import open as open
