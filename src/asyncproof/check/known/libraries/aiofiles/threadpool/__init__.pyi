# Made by tools/known_libraries.py: what is async in aiofiles.threadpool.
from aiofiles.base import AiofilesContextManager

def open(*args, **kwargs) -> AiofilesContextManager: ...
