"""A line between a browser and a server that a test can cut, hold, spoil and join again; it remembers what was asked."""

import select
import socket
import threading


class Wire:
    """Listens on a port of its own and passes bytes on, until told otherwise."""

    def __init__(self, server):
        self.point_at(server)
        self.mode, self.asked, self.open, self.lock = "whole", [], set(), threading.Lock()
        self.flows = threading.Event()
        self.flows.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def point_at(self, server):
        host, port = server.base.removeprefix("http://").split(":")
        self.target = (host, int(port))

    def url(self, path):
        return self.base + path

    def cut(self):
        """Every connection ends, and new ones are hung up on."""
        self._become("cut")

    def spoil(self):
        """Every connection ends, and new ones get 502, as from a proxy whose server restarts."""
        self._become("spoilt")

    def hold(self):
        """Nothing ends and nothing comes through, as when somebody pulls a cable; what waits comes through later."""
        self.flows.clear()

    def join(self):
        self.mode = "whole"
        self.flows.set()

    def close(self):
        self.cut()
        self.flows.set()
        self.listener.close()

    def _become(self, mode):
        self.mode = mode
        with self.lock:
            for end in self.open:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # The other side was faster.

    def _listen(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near):
        with near:
            self.flows.wait()
            if self.mode == "cut":
                return
            try:
                if self.mode == "spoilt":
                    near.recv(65536)
                    near.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    return
                with socket.create_connection(self.target, timeout=10) as far:
                    self._pass(near, far)
            except OSError:
                return  # A line that broke is what this is for.

    def _pass(self, near, far):
        with self.lock:
            self.open |= {near, far}
        try:
            while True:
                for end in select.select([near, far], [], [])[0]:
                    self.flows.wait()
                    packet = end.recv(65536)
                    if not packet:
                        return
                    if end is near and packet.split(b" ", 1)[0] in (b"GET", b"POST", b"HEAD"):
                        self.asked.append(packet.split(b"\r\n", 1)[0].decode("latin-1").split(" ")[1])
                    (far if end is near else near).sendall(packet)
        finally:
            with self.lock:
                self.open -= {near, far}
