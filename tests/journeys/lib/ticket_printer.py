# SPDX-License-Identifier: EUPL-1.2
"""A receipt printer on the network, that speaks Epson's ESC/POS: it answers about itself, keeps what it is given to print, as words, and can
be unplugged in the middle of it."""
import socket
import subprocess
import threading

STATUS = b"\x10\x00\x00\x00"  # automatic status back: all is well
ANSWER, MARK = b"\x12", b"\x00"  # to DLE EOT n, to GS r n
ESC_LENGTHS = {ord("@"): 0, ord("t"): 1, ord("a"): 1, ord("E"): 1, ord("R"): 1, ord("d"): 1}
GS_LENGTHS = {ord("!"): 1, ord("a"): 1, ord("r"): 1}


class TicketPrinter:
    def __init__(self):
        self.server = None
        self.port = 0
        self.connection = None
        self.unplug_after = None  # characters
        self.changed = threading.Condition()
        self.plug()

    @property
    def where(self):
        return f"tcp:localhost:{self.port}:TM-T20"

    def plug(self):
        self._forget()
        self.server = socket.create_server(("127.0.0.1", self.port))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._serve, args=[self.server], daemon=True).start()

    def unplug(self):
        for end in (self.server, self.connection):
            if end is not None:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                end.close()
        self.server = self.connection = None

    def _forget(self):
        self.text, self.cuts, self.stride, self.dots = "", 0, 0, b""

    def _serve(self, server):
        while True:
            try:
                self.connection, _ = server.accept()
                self._speak(self.connection)
            except OSError:
                if self.server is not server:
                    return

    def _speak(self, connection):
        stream = connection.makefile("rb", buffering=0)

        def take(count):
            data = b""
            while len(data) < count:
                piece = stream.read(count - len(data))
                if not piece:
                    raise OSError("hung up")
                data += piece
            return data

        while True:
            self._step(take, connection)
            if self.unplug_after is not None and len(self.text) > self.unplug_after:
                self.unplug_after = None
                self.unplug()

    def _step(self, take, connection):
        byte = take(1)[0]
        if byte == 0x10:
            self._real_time(take, connection)
        elif byte == 0x1B:
            take(ESC_LENGTHS[take(1)[0]])
        elif byte == 0x1D:
            self._group(take, connection)
        else:
            self.text += bytes([byte]).decode("cp1252")

    def _real_time(self, take, connection):
        kind = take(1)[0]
        if kind == 0x04:
            take(1)
            connection.sendall(ANSWER)
        else:  # DLE DC4 8 and its safeguard
            take(8)
            connection.sendall(b"\x37\x25\x00")

    def _group(self, take, connection):
        command = take(1)[0]
        if command == ord("v"):
            self._raster(take)
        elif command == ord("V"):
            take(1)
            if take(1) is not None:
                with self.changed:
                    self.cuts += 1
                    self.changed.notify_all()
        else:
            take(GS_LENGTHS[command])
            connection.sendall(STATUS if command == ord("a") else MARK if command == ord("r") else b"")

    def _raster(self, take):
        """GS v 0: bands of one picture, of one width: a bit a dot, 1 is black, as PBM has it."""
        head = take(6)
        self.stride = head[2] + head[3] * 256
        self.dots += take(self.stride * (head[4] + head[5] * 256))

    def read_code(self, path):
        """What a telephone reads in the square on the ticket; @path: where its picture is left (.pbm)."""
        path.write_bytes(b"P4 %d %d\n" % (self.stride * 8, len(self.dots) // self.stride) + self.dots)
        return subprocess.run(["zbarimg", "--raw", "-q", str(path)], capture_output=True, text=True, check=True).stdout

    def wait_cut(self, seconds=60):
        """What was printed, a line each."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.cuts > 0, seconds):
                raise AssertionError(f"no ticket was cut off; printed so far:\n{self.text}")
        return self.text
