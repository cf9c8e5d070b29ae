"""Events and their handlers: all are told, and one that fails keeps nobody else from hearing."""
