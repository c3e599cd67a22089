# SPDX-License-Identifier: EUPL-1.2
"""A virtual card in a slot of tests/card-service, in Python: derive from Card, say what command() answers, then run() it.

vpcd's socket: a length of two bytes, big-endian, then an APDU, or one byte for the power."""
import socket
import struct

OFF, ON, RESET, GIVE_ATR = 0, 1, 2, 4
# What a contactless reader says of a card of ISO/IEC 14443-4 without historical bytes (PC/SC part 3, 3.1.3.2.3.1).
CONTACTLESS_ATR = bytes.fromhex("3B80800101")


class Removed(Exception):
    """Raise it in command(): the card goes away in mid-command."""


class Card:
    atr = CONTACTLESS_ATR

    def __init__(self, port, host="127.0.0.1"):
        self.slot = socket.create_connection((host, port))
        self.slot.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def reset(self):
        """Power on, off, or a reset."""

    def command(self, apdu):
        """The answer to a command, with its status word; None: never any."""
        return b"\x6d\x00"

    def _read(self, length):
        data = b""
        while len(data) < length:
            # vpcd sends length and body apart: without this each command waits 40 ms for our acknowledgement.
            self.slot.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            piece = self.slot.recv(length - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data

    def _write(self, data):
        self.slot.sendall(struct.pack("!H", len(data)) + data)

    def step(self):
        message = self._read(*struct.unpack("!H", self._read(2)))
        if message == bytes([GIVE_ATR]):
            self._write(self.atr)
        elif len(message) == 1:
            self.reset()
        else:
            answer = self.command(message)
            while answer is None:
                self._read(1)
            self._write(answer)

    def run(self):
        """In the slot until remove(), or until the reader is gone."""
        try:
            while True:
                self.step()
        except (EOFError, OSError, Removed):
            self.slot.close()

    def remove(self):
        """From another thread, also while it is being asked."""
        try:
            self.slot.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
