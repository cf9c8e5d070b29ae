"""A few of redis' commands over memory: a peer for redis clients, of any version."""

import asyncio


class RedisPeer:
    """Keys and values, and a server for them."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}

    async def start(self) -> asyncio.Server:
        """Listen where redis listens."""
        return await asyncio.start_server(self._serve, "127.0.0.1", 6379)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readline():
                words = []
                for _ in range(int(head[1:])):
                    await reader.readline()
                    words.append((await reader.readline()).strip())
                writer.write(self._answer(words[0].upper(), words[1:]))
        except ConnectionResetError:
            pass  # a client that hangs up before it has read all resets the connection
        writer.close()

    def _answer(self, command: bytes, words: list[bytes]) -> bytes:
        if command == b"GET":
            value = self.values.get(words[0])
            return b"$-1\r\n" if value is None else b"$%d\r\n%b\r\n" % (len(value), value)
        if command == b"EXISTS":
            return b":%d\r\n" % (words[0] in self.values)
        if command == b"EVALSHA":  # the one script that is asked for deletes a key that has a value
            same = self.values.get(words[2]) == words[3]
            if same:
                del self.values[words[2]]
            return b":%d\r\n" % same
        if command == b"SET":
            if b"NX" in words and words[0] in self.values:
                return b"$-1\r\n"
            self.values[words[0]] = words[1]
        return b"+OK\r\n"
