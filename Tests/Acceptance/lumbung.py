"""A real server for the acceptance tests: starts the built program on a free port, speaks HTTP with it, kills it when told."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import uuid

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("LUMBUNG_PROGRAM", ROOT / ".build" / "debug" / "lumbung"))
SHARED = ROOT.parent / "shared"
READY_SECONDS_MAX = 300


def wait_until(condition, seconds, what):
    """Waits for a condition with a limit; returns its first true value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for: {what}")
        time.sleep(0.05)


class Server:
    """One process of the program on one data folder."""

    def __init__(self, folder, verb="demo", *arguments, environment=None):
        self.folder = pathlib.Path(folder)
        self.command = [str(PROGRAM), verb, "--data", str(self.folder / "data"), "--port", "0", *arguments]
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.base = None
        self.log = self.folder / "server.log"

    @classmethod
    def running(cls, base):
        """A server that somebody else started: quick for those who write tests."""
        server = cls("/nowhere")
        server.base = base
        return server

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.output = open(self.log, "ab")
        begin = self.log.stat().st_size
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdout=self.output, stderr=subprocess.STDOUT)

        def listening():
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.text(begin)[-3000:]}")
            found = re.search(r"lumbung: listening on (http://\S+)", self.text(begin))
            return found and found.group(1)

        self.base = wait_until(listening, READY_SECONDS_MAX, "the line that says where the server listens").rstrip("/")
        wait_until(lambda: self.ready(), 60, "/readyz to answer 200")
        return self

    def ready(self):
        try:
            return requests.get(self.base + "/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def text(self, begin=0):
        with open(self.log, "rb") as file:
            file.seek(begin)
            return file.read().decode("utf-8", "replace")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self, seconds=30):
        """Asks the server to end and says how long that took; a stream that stays open must not hold it."""
        begin = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"the server did not end within {seconds} s of SIGTERM")
        self.output.close()
        return time.monotonic() - begin

    def run(self, *arguments, check=True, timeout=300):
        """Runs another command of the program and returns what it printed."""
        done = subprocess.run([str(PROGRAM), *arguments], cwd=ROOT, env=self.environment, text=True, timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if check:
            assert done.returncode == 0, done.stdout
        return done

    def url(self, path):
        return self.base + path

    def tokens(self):
        """The bearer tokens that the demo's start page shows, by slug and role."""
        page = requests.get(self.url("/"), timeout=30).text
        return dict(re.findall(r'data-token="([^"]+)"[^>]*>([^<]+)<', page))


class Api:
    """The JSON API of one government, as one caller."""

    def __init__(self, server, government="tangerang", token=None):
        self.server, self.root, self.session = server, server.url(f"/{government}/api/v1"), requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def start(self, app="laksa", key=None, **data):
        return self.session.post(f"{self.root}/applications/{app}/cases", json={"data": data}, timeout=30,
                                 headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def start_with_photo(self, photo, app="laksa", **data):
        """A draft takes the photo, then the case takes the draft."""
        draft = self.session.post(f"{self.root}/applications/{app}/drafts", timeout=30).json()["draft"]
        sent = self.session.post(f"{self.root}/applications/{app}/drafts/{draft}/files/photos", data=photo, timeout=60,
                                 headers={"Content-Type": "image/png"})
        assert sent.status_code == 201, sent.text
        body = {"draft": draft, "data": {**data, "photos": [{"file": sent.json()["file"]}]}}
        return self.session.post(f"{self.root}/applications/{app}/cases", json=body, timeout=30,
                                 headers={"Idempotency-Key": str(uuid.uuid4())})

    def act(self, number, action, version, key=None, reason=None, **data):
        body = {"version": version, "data": data}
        if reason is not None:
            body["reason"] = reason
        return self.session.post(f"{self.root}/cases/{number}/actions/{action}", json=body, timeout=30,
                                 headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def case(self, number, link=None):
        query = re.search(r"[?&]k=([^&]+)", link or "")
        return self.session.get(f"{self.root}/cases/{number}", timeout=30, params={"k": query.group(1)} if query else None)


class Stream:
    """Server-sent events of one address, read line by line."""

    def __init__(self, url, session=None, last=None, cookies=None):
        headers = {"Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.answer = (session or requests).get(url, stream=True, headers=headers, timeout=(10, 30), cookies=cookies)
        self.lines = self.answer.iter_lines(chunk_size=1, decode_unicode=True)

    def next(self, kind=None, seconds=20):
        """The next event (of a kind): a dict with event, id, data. Heartbeats come every five seconds, so the limit is kept."""
        event, end = {"event": "message", "data": []}, time.monotonic() + seconds
        for line in self.lines:
            assert time.monotonic() < end, f"waited {seconds} s in vain for an event {kind or ''}"
            if line == "":
                if event["data"] and (kind is None or event["event"] == kind):
                    return {**event, "data": json.loads("\n".join(event["data"]))}
                event = {"event": "message", "data": []}
            elif line.startswith("data:"):
                event["data"].append(line[5:].lstrip())
            elif ":" in line and not line.startswith(":"):
                name, value = line.split(":", 1)
                event[name] = value.strip()
        raise AssertionError("the stream ended")

    def close(self):
        self.answer.close()


#: The middle of Sukasari, Kecamatan Tangerang (36.71.01.1007).
SUKASARI = {"latitude": -6.18258, "longitude": 106.63729}


def report(**more):
    """The answers of a plain report: a dead street light, which needs no photo and is for dishub."""
    return {"category": "street_light", "description": "Lampu jalan di depan pasar padam sejak tiga hari.",
            "location": SUKASARI, **more}
