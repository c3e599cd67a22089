# SPDX-License-Identifier: EUPL-1.2
"""A TCP relay that counts what goes towards the server, and tells when so much has gone by."""
import socket
import threading


class Proxy:
    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sent = 0  # bytes from clients to the server
        self.limit = None
        self.changed = threading.Condition()
        self.pairs = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()  # nobody there
                continue
            self.pairs.append((client, server))
            threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source, sink, counted):
        try:
            while data := source.recv(16384):
                if counted:
                    self._count(len(data))
                sink.sendall(data)
        except OSError:
            pass
        for end in source, sink:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _count(self, size):
        with self.changed:
            self.changed.wait_for(lambda: self.limit is None or self.sent < self.limit)
            self.sent += size
            self.changed.notify_all()

    def hold_after(self, size):
        """Lets @size bytes more or less go to the server, then no more until release()."""
        with self.changed:
            self.limit = self.sent + size

    def wait_held(self, seconds=60):
        with self.changed:
            return self.changed.wait_for(lambda: self.limit is not None and self.sent >= self.limit, seconds)

    def release(self):
        with self.changed:
            self.limit = None
            self.changed.notify_all()

    def cut(self):
        """Ends what is connected; who connects again is let through."""
        for pair in self.pairs:
            for end in pair:
                end.close()
        self.pairs.clear()

    def close(self):
        self.listener.close()
        self.cut()
