# SPDX-License-Identifier: EUPL-1.2
"""The wire between the kiosk and the central server: a TCP relay that understands nothing of what it carries, and fails when told to."""
import asyncio
import socket
import struct

PIECE = 16384


async def pause(seconds):
    """A planned stretch of time: a fault's own, never a wait for something to have happened."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    handle = loop.call_later(seconds, lambda: done.done() or done.set_result(None))
    try:
        await done
    finally:
        handle.cancel()


class Pair:
    """One connection of the kiosk, and ours onwards."""

    def __init__(self, *writers):
        self.writers = writers
        self.drip = {}  # way -> (bytes left to go one by one, seconds between them)

    def close(self):
        for writer in self.writers:
            writer.close()

    def reset(self):
        for writer in self.writers:
            end = writer.get_extra_info("socket")
            if end is not None and end.fileno() >= 0:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


class Trigger:
    """@strike, a coroutine function, is called with the pair once @left bytes have gone @way (since now, over all connections)."""

    def __init__(self, way, left, strike):
        self.way, self.left, self.strike = way, left, strike
        self.struck = asyncio.get_running_loop().create_future()


class Wire:
    def __init__(self):
        self.target = None  # port; None: nobody there
        self.detour = None  # port for the next connection alone
        self.triggers = []
        self.pairs = set()
        self.road = asyncio.Event()
        self.road.set()

    async def start(self):
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _accept(self, reader, writer):
        try:
            port, self.detour = self.detour or self.target, None
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        except (OSError, TypeError):
            writer.transport.abort()  # nobody there
            return
        pair = Pair(writer, there_writer)
        self.pairs.add(pair)
        await asyncio.gather(self._carry(pair, reader, there_writer, "up"), self._carry(pair, there_reader, writer, "down"))
        self.pairs.discard(pair)

    async def _carry(self, pair, source, sink, way):
        try:
            while data := await source.read(PIECE):
                for piece, struck in self._split(data, way):
                    await self.road.wait()
                    gone = await self._send(pair, sink, piece, way)
                    for trigger in struck:  # also when the other end has gone: its byte has come
                        await trigger.strike(pair)
                        trigger.struck.done() or trigger.struck.set_result(None)
                    if gone:
                        return
        except OSError:
            pass
        finally:
            pair.close()

    def _split(self, data, way):
        """Pieces of @data, each with the triggers that strike behind it."""
        while data:
            here = [trigger for trigger in self.triggers if trigger.way == way]
            reach = min([trigger.left for trigger in here] + [len(data)])
            for trigger in here:
                trigger.left -= reach
            struck = [trigger for trigger in here if trigger.left <= 0]
            self.triggers = [trigger for trigger in self.triggers if trigger not in struck]
            yield data[:reach], struck
            data = data[reach:]

    async def _send(self, pair, sink, piece, way):
        """True when nobody is there to take it."""
        left, seconds = pair.drip.pop(way, (0, 0))
        try:
            for place in range(min(left, len(piece))):
                sink.write(piece[place:place + 1])
                await sink.drain()
                await pause(seconds)
            sink.write(piece[left:])
            await sink.drain()
        except OSError:
            return True
        if left > len(piece):
            pair.drip[way] = (left - len(piece), seconds)
        return False

    async def strike_at(self, way, byte, strike):
        """Ends once it has struck."""
        trigger = Trigger(way, byte, strike)
        self.triggers.append(trigger)
        await trigger.struck

    async def black_hole(self, seconds):
        self.road.clear()
        await pause(seconds)
        for pair in list(self.pairs):
            pair.reset()
        self.road.set()

    def hang_up(self):
        for pair in list(self.pairs):
            pair.close()
