from __future__ import annotations

import asyncio
import tempfile

import pytest

from tests.loop.network.real_twin import Log, as_real


@as_real
async def test_unix_sockets_as_real(log: Log) -> None:
    """Unix sockets work, and where nobody listens there is no such file."""
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/socket"

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            log.append(
                ("server", writer.get_extra_info("sockname") == path, writer.get_extra_info("peername"))
            )
            writer.write(await reader.read())
            writer.close()

        with pytest.raises(FileNotFoundError):
            await asyncio.open_unix_connection(path)
        server = await asyncio.start_unix_server(serve, path)
        reader, writer = await asyncio.open_unix_connection(path)
        log.append((writer.get_extra_info("peername") == path, writer.get_extra_info("sockname")))
        log.append(writer.get_extra_info("socket").family)
        writer.write(b"hello")
        writer.write_eof()
        log.append(await reader.read())
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
