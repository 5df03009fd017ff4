"""A mail server and a webhook receiver on this machine, in one program that needs nothing but Python.

`python receiving.py LOG MAIL_PORT WEB_PORT MOOD_FILE`: each letter and post that was taken is one line of the log, by
its number. The mood, read anew each time: `well`, `refuse` (500), `silent` (takes and never answers), `half-open`
(stops in the middle of its answer).
"""

import asyncio
import json
import re
import sys
from pathlib import Path

NUMBER = re.compile(rb"^X-Tideturn-Key: ([0-9a-f-]{36})", re.MULTILINE)
FOR_EVER = 3600.0


class Receiver:
    """What came, written down by its number."""

    def __init__(self, log: Path, mood: Path) -> None:
        self.stream = log.open("a", buffering=1)
        self.mood_file = mood

    @property
    def mood(self) -> str:
        """Return how to behave just now."""
        return self.mood_file.read_text().strip() if self.mood_file.exists() else "well"

    def take(self, number: str, road: str) -> None:
        """Write down what came."""
        self.stream.write(json.dumps({"number": number, "road": road}) + "\n")

    async def misbehave(self, writer: asyncio.StreamWriter, part: bytes) -> bool:
        """Do as the mood says; tell whether it was anything but well."""
        if self.mood == "silent":
            await asyncio.sleep(FOR_EVER)
        if self.mood == "half-open":
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(FOR_EVER)
        return self.mood == "refuse"

    async def mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak SMTP with one client."""
        writer.write(b"220 rig\r\n")
        while line := (await reader.readline()).strip().upper():
            if line == b"DATA":
                writer.write(b"354 go on\r\n")
                letter = await reader.readuntil(b"\r\n.\r\n")
                if await self.misbehave(writer, b"25"):
                    writer.write(b"550 not now\r\n")
                    continue
                self.take(NUMBER.search(letter)[1].decode(), "mail")  # type: ignore[index]
            writer.write(b"221 bye\r\n" if line == b"QUIT" else b"250 ok\r\n")
            if line == b"QUIT":
                break
        writer.close()

    async def web(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one post and answer with the receipt of its number."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = int(re.search(r"content-length: (\d+)", head)[1])  # type: ignore[index]
        number = re.search(r"webhook-id: (\S+)", head)[1]  # type: ignore[index]
        await reader.readexactly(size)
        if await self.misbehave(writer, b"HTTP/1.1 20"):
            writer.write(b"HTTP/1.1 500 Not Now\r\nContent-Length: 0\r\n\r\n")
        else:
            self.take(number, "web")
            said = json.dumps({"received": number}).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))
        await writer.drain()
        writer.close()


async def main(log: str, mail_port: str, web_port: str, mood: str) -> None:
    """Receive until killed."""
    receiver = Receiver(Path(log), Path(mood))

    def patient(talk):
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await talk(reader, writer)
            except (OSError, asyncio.IncompleteReadError):
                writer.close()

        return handle

    servers = [
        await asyncio.start_server(patient(receiver.mail), "127.0.0.1", int(mail_port)),
        await asyncio.start_server(patient(receiver.web), "127.0.0.1", int(web_port)),
    ]
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
