"""Reads and writes in the thread of the event loop."""

import time


class BlockingFileHandler:
    async def read_lines(self, path):
        with open(path, encoding="utf-8") as file:  # check: blocking-file
            return file.read().splitlines()

    async def write_lines(self, path, lines):
        file = open(path, "w", encoding="utf-8")  # check: blocking-file
        file.write("\n".join(lines))
        time.sleep(0.05)  # check: blocking-sleep
