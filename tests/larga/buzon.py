"""A mail server small enough to read: it keeps the recipient of every message it has accepted whole."""

import socketserver
import time
from collections import Counter
from threading import Lock, Thread
from types import TracebackType


class Charla(socketserver.StreamRequestHandler):
    """One connection, SMTP as RFC 5321 asks at least: EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT."""

    server: "Buzon"

    def handle(self) -> None:
        self.decir("220 buzon")
        para = ""
        while linea := self.rfile.readline().decode("ascii", "replace").strip():
            orden = linea[:4].upper()
            if orden == "RCPT":
                para = linea.partition("<")[2].partition(">")[0]
            if orden == "DATA":
                if not self.recibir():
                    return
                self.server.guardar(para)
            self.decir("221 adios" if orden == "QUIT" else "250 bien")
            if orden == "QUIT":
                return

    def recibir(self) -> bool:
        """The text, to its final dot; False when whoever was sending it is gone."""
        self.decir("354 siga")
        while linea := self.rfile.readline():
            if linea == b".\r\n":
                return True
        return False

    def decir(self, texto: str) -> None:
        self.wfile.write(f"{texto}\r\n".encode())


class Buzon(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, demora: float) -> None:
        """`demora`: seconds between keeping a message and saying so, when a blow does most harm."""
        super().__init__(("127.0.0.1", 0), Charla)
        self.demora, self.recibidos, self.cerrojo = demora, Counter[str](), Lock()
        self.hilo = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> "Buzon":
        self.hilo.start()
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        self.shutdown()
        self.hilo.join()
        self.server_close()

    def guardar(self, para: str) -> None:
        with self.cerrojo:
            self.recibidos[para] += 1
        time.sleep(self.demora)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever was struck in the middle of a word leaves a broken connection, and that is all."""

    @property
    def puerto(self) -> int:
        return int(self.server_address[1])

    @property
    def cuantos(self) -> int:
        with self.cerrojo:
            return self.recibidos.total()
