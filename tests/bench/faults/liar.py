# SPDX-License-Identifier: EUPL-1.2
"""Somebody between the kiosk and the central server who reads HTTP, with the server's own certificate, and hands on what he hears:
truly, until he is told to lie once."""
import asyncio
import json
import ssl

from plan import Fault
from wire import pause

PAGE = b"<!doctype html><title>Wi-Fi invit\xc3\xa9s</title><p>Bienvenue. Acceptez les conditions.</p>"
REASONS = {423: "Locked", 460: "Checksum Mismatch"}
BYTES = "application/offset+octet-stream"


class Message:
    """A request or an answer: first line, headers as they came, body."""

    def __init__(self, first, headers, body=b""):
        self.first, self.headers, self.body = first, list(headers), body

    def get(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def set(self, name, value):
        self.headers = [(key, old) for key, old in self.headers if key.lower() != name.lower()]
        if value is not None:
            self.headers.append((name, str(value)))

    def copy(self):
        return Message(self.first, self.headers, self.body)

    def encode(self):
        head = "\r\n".join([self.first, *(f"{key}: {value}" for key, value in self.headers)])
        return head.encode("latin-1") + b"\r\n\r\n" + self.body

    @property
    def status(self):
        return int(self.first.split()[1])

    @property
    def kind(self):
        """POST, PATCH, HEAD, RECEIPT, or anything else."""
        method, path = self.first.split()[:2]
        return "RECEIPT" if path.endswith("/receipt") else method if path.startswith("/v1/uploads") else "OTHER"

    @property
    def brings_bytes(self):
        return self.get("content-type") == BYTES

    @property
    def kinds(self):
        """All that it is: a POST that brings an upload's bytes is a PATCH, too, and either may want the receipt in its answer."""
        wants = self.brings_bytes and "return=representation" in (self.get("prefer") or "")
        return {self.kind, *(["PATCH"] if self.brings_bytes else []), *(["RECEIPT"] if wants else [])}


def answer(status, body=b"", content="text/html; charset=utf-8", **headers):
    made = Message(f"HTTP/1.1 {status} {REASONS.get(status, 'So')}", [("Content-Length", len(body))], body)
    if body:
        made.set("Content-Type", content)
    for name, value in headers.items():
        made.set(name.replace("_", "-"), value)
    return made


async def read_message(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    return Message(head[0], [tuple(line.split(": ", 1)) for line in head[1:] if ": " in line])


async def read_request(reader, writer):
    request = await read_message(reader)
    if (request.get("expect") or "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.set("Expect", None)
    request.body = await reader.readexactly(int(request.get("content-length") or 0))
    return request


async def read_answer(reader, method):
    got = await read_message(reader)
    while got.status < 200:
        got = await read_message(reader)
    if method != "HEAD" and got.status not in (204, 304):
        got.body = await reader.readexactly(int(got.get("content-length") or 0))
    return got


class Hangup(Exception):
    """The connection to the kiosk ends here, without an answer."""


class Liar:
    """@pki: the town's folder; @kiosk: whose certificate he borrows to speak to the hub, at @hub_port."""

    def __init__(self, pki, kiosk):
        self.hub_port = None
        self.lies = []  # (fault, future): told at the first request of the kind that each is about
        self.heard = {}  # kind -> the last true answer and its submission's
        self.plain = 0  # lies that wait for uploads that are not made with their bytes
        self.lead_to = None  # (port): leads the next connection there
        self.nudge = None    # (): makes the kiosk come again
        self.here = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.here.load_cert_chain(pki / "server.pem", pki / "server.key")
        self.there = ssl.create_default_context(cafile=pki / "ca.pem")
        self.there.load_cert_chain(pki / f"{kiosk}.pem", pki / f"{kiosk}.key")
        self.foreign = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.foreign.load_cert_chain(pki / "foreign/server.pem", pki / "foreign/server.key")

    async def start(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.here, limit=2 ** 18)
        self.port = self.server.sockets[0].getsockname()[1]
        self.strange = await asyncio.start_server(self._never, "127.0.0.1", 0, ssl=self.foreign)
        self.strange_port = self.strange.sockets[0].getsockname()[1]

    async def _never(self, reader, writer):
        """Only who takes a certificate that is not the town's comes here."""
        writer.write(answer(200, PAGE).encode())
        await reader.read()
        writer.close()

    async def lie(self, fault):
        """Ends once the lie is told."""
        if fault.how["on"] != "HEAD":
            await self._lie(fault)
            return
        self.plain += 1
        try:  # asked only about an upload that the kiosk knows, and whose end it has not seen
            await self._lie(Fault("lost", {"on": "PATCH"}))
            self.nudge()
            await self._lie(fault)
        finally:
            self.plain -= 1

    async def _lie(self, fault):
        told = asyncio.get_running_loop().create_future()
        self.lies.append((fault, told))
        await told

    def _take(self, request):
        for entry in self.lies:
            if entry[0].how["on"] in request.kinds:
                self.lies.remove(entry)
                return entry
        return None, None

    # one connection

    async def _serve(self, reader, writer):
        road = Road(self)
        try:
            while True:
                request = await read_request(reader, writer)
                await self._serve_one(request, road, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, Hangup):
            pass
        finally:
            road.close()
            writer.close()

    async def _serve_one(self, request, road, writer):
        if self.plain and request.kind == "POST" and request.brings_bytes:
            writer.write(answer(415, PAGE).encode())
            await writer.drain()
            return
        fault, told = self._take(request)
        try:
            await self._answer(request, road, writer, fault)
        except (OSError, asyncio.IncompleteReadError):
            if fault is not None:  # the hub or the kiosk died meanwhile: the lie is still to be told
                self.lies.append((fault, told))
            raise
        except Hangup:
            told.set_result(None)
            raise
        if told is not None:
            told.set_result(None)

    async def _answer(self, request, road, writer, fault):
        if fault is None:
            true = await self._truth(request, road)
            writer.write(true.encode())
        else:
            await getattr(self, "_" + fault.kind.replace("-", "_"))(request, road, writer, fault.how)
        await writer.drain()

    async def _truth(self, request, road):
        true = await road.ask(request)
        if true.status < 300:
            self.heard[request.kind] = true
        if true.get("preference-applied"):
            self.heard["RECEIPT"] = answer(200, true.body, "application/json")
        return true

    # lies

    async def _portal(self, request, road, writer, how):
        more = {"Location": "http://localhost/bienvenue"} if how["status"] in (302, 511) else {}
        writer.write(answer(how["status"], b"" if request.kind == "HEAD" else PAGE, **more).encode())

    async def _error_500(self, request, road, writer, how):
        if how["done"]:
            await road.ask(request)
        writer.write(answer(how["status"], PAGE).encode())

    async def _error_429(self, request, road, writer, how):
        writer.write(answer(429, PAGE, Retry_After=how["retry"]).encode())

    async def _odd_status(self, request, road, writer, how):
        writer.write(answer(how["status"], PAGE, Tus_Resumable="1.0.0").encode())

    async def _wrong_length(self, request, road, writer, how):
        true = (await self._truth(request, road)).copy()
        if not true.body:
            true = answer(true.status, PAGE, **{key.replace("-", "_"): value for key, value in true.headers if key.lower() != "content-length"})
        true.set("Content-Length", max(0, len(true.body) + how["by"]))
        writer.write(true.encode())
        raise Hangup

    async def _wrong_offset(self, request, road, writer, how):
        true = (await self._truth(request, road)).copy()
        offset = int(true.get("upload-offset") or 0)
        true.set("Upload-Offset", {"one-more": offset + 1, "one-less": max(0, offset - 1), "mad": 2 ** 63 - 1, "negative": -1,
                                   "word": "beaucoup", "missing": None}[how["offset"]])
        writer.write(true.encode())

    async def _bad_receipt(self, request, road, writer, how):
        older = getattr(self.heard.get("RECEIPT"), "body", b"{}")
        true = (await self._truth(request, road)).copy()
        true.body = {"short": true.body[:len(true.body) // 2], "altered": alter(true.body), "garbage": bytes(range(256)) * 4, "empty": b"",
                     "foreign": older}[how["form"]]
        true.set("Content-Length", len(true.body))
        writer.write(true.encode())

    async def _impostor(self, request, road, writer, how):
        """Nothing of it reaches the hub; the receipt that is asked for next is a true one, of what came before."""
        offset = int(request.get("upload-offset") or 0) + len(request.body)
        older = getattr(self.heard.get("RECEIPT"), "body", b"{}")
        said = {"Tus_Resumable": "1.0.0", "Upload_Offset": offset, "Preference_Applied": "return=representation"}
        if request.kind == "POST":
            said["Location"] = "/v1/uploads/" + 32 * "0"
        writer.write(answer(201 if request.kind == "POST" else 200, older, "application/json", **said).encode())
        self.lies.append((Fault("forged", {"on": "RECEIPT", "body": older}), asyncio.get_running_loop().create_future()))

    async def _forged(self, request, road, writer, how):
        writer.write(answer(200, how["body"], "application/json").encode())

    async def _twice(self, request, road, writer, how):
        other = Road(self)
        try:
            if how["together"]:
                first, _ = await asyncio.gather(road.ask(request), other.ask(request))
            else:
                first = await road.ask(request)
                await other.ask(request)
        finally:
            other.close()
        if how["late"]:
            await pause(how["late"])
        writer.write(first.encode())

    async def _late(self, request, road, writer, how):
        true = await self._truth(request, road)
        await pause(how["seconds"])
        writer.write(true.encode())

    async def _lost(self, request, road, writer, how):
        await road.ask(request)
        raise Hangup

    async def _crossed(self, request, road, writer, how):
        older = self.heard.get(request.kind)
        true = await self._truth(request, road)
        writer.write((older or true).encode())

    async def _stranger(self, request, road, writer, how):
        """This connection ends, and the next one is led to somebody else."""
        self.lead_to(self.strange_port)
        raise Hangup


def alter(body):
    """One letter of the signed receipt is another one: still JSON, still base64."""
    try:
        said = json.loads(body)
        text = said["receipt"]
    except (ValueError, KeyError, TypeError):
        return body[::-1]
    place = len(text) // 2
    said["receipt"] = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1:]
    return json.dumps(said).encode()


class Road:
    """A connection of the liar's to the hub, made when first needed."""

    def __init__(self, liar):
        self.liar, self.writer = liar, None

    async def ask(self, request):
        if self.writer is None:
            if self.liar.hub_port is None:
                raise ConnectionRefusedError
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.liar.hub_port, ssl=self.liar.there, limit=2 ** 18,
                                                                     server_hostname="localhost")
        self.writer.write(request.encode())
        await self.writer.drain()
        return await read_answer(self.reader, request.first.split()[0])

    def close(self):
        if self.writer is not None:
            self.writer.transport.abort()
