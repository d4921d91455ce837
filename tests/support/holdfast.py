"""Runs the real program for the scripts in tests/: commands, a served demo, signed-in visits. Standard library only."""
import base64
import contextlib
import hmac
import html
import http.client
import os
import pathlib
import re
import signal
import struct
import subprocess
import tempfile
import time
import urllib.parse

import database as databases
from database import ON_POSTGRESQL, database  # noqa: F401 (for those who import this)

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("HOLDFAST_BIN", str(ROOT / "build/holdfast"))
DATA = pathlib.Path(os.environ.get("HOLDFAST_DATA", ROOT.parent / "shared/data"))


class Results:
    """Counts, prints a line for each, and ends with the summary."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, good, detail=""):
        if good:
            self.passed += 1
            print(f"ok      {name}")
        else:
            self.failed += 1
            print(f"not ok  {name}  {str(detail)[-2000:]}")
        return bool(good)

    def skip(self, name, why):
        self.skipped += 1
        print(f"skip    {name}: {why}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed or not self.passed else 0


def asking(db):
    """The program's options for a database, or for a file."""
    return [] if db is None else db.options if hasattr(db, "options") else ["--db", str(db)]


def run(*args, db=None, **options):
    argv = [BIN] + asking(db) + [str(a) for a in args]
    return subprocess.run(argv, capture_output=True, text=True, errors="replace", timeout=options.pop("timeout", 300), **options)


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="holdfast-") as temp:
        try:
            yield pathlib.Path(temp)
        finally:
            databases.forget(temp)


class Served:
    """A running server. Reads its address from the line it prints."""

    def __init__(self, db, command="demo", env=None, args=()):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([BIN, *asking(db), command, "--listen", "127.0.0.1:0", *args], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True, env=dict(os.environ, **(env or {})))
        self.port = None
        for line in self.process.stdout:
            found = re.search(r"Holdfast is at http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        if not self.port:
            raise RuntimeError(f"the server did not start: {self.logged()}")

    def logged(self):
        # Not by seeking: the server writes where this descriptor stands.
        return os.pread(self.log.fileno(), 1 << 30, 0).decode(errors="replace")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode(errors="replace")
        self.location = headers.get("Location", "")


class Visit:
    """One browser: cookies kept, no redirects followed unless asked."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        sent.update(headers or {})
        connection.request(method, path, body, sent)
        got = connection.getresponse()
        data = got.read()
        for cookie in got.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            if value and "Max-Age=0" not in cookie:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        connection.close()
        return Answer(got.status, got.headers, data)

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def once(self, page):
        found = re.search(r'name="once" value="([^"]+)"', page)
        return html.unescape(found.group(1)) if found else ""

    def post(self, path, fields, page=None, once=None, multipart=None):
        """Sends a form; its once value comes from the page that shows it."""
        if once is None:
            shown = self.get(page or path).text
            once = self.once(shown)
            version = re.search(r'name="version" value="(\d+)"', shown)
            if version and "version" not in dict(fields):
                fields = list(dict(fields).items()) + [("version", version.group(1))]
        pairs = [("once", once)] + (list(fields.items()) if isinstance(fields, dict) else list(fields))
        if multipart:
            name, file_name, data = multipart
            mark = "----holdfast-test-7f3a"
            parts = b"".join(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in pairs)
            parts += (f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
                      f'Content-Type: application/octet-stream\r\n\r\n').encode() + data + f"\r\n--{mark}--\r\n".encode()
            return self.ask("POST", path, parts, {"Content-Type": f"multipart/form-data; boundary={mark}"})
        return self.ask("POST", path, urllib.parse.urlencode(pairs), {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, role="director"):
        """The demo's one click."""
        return self.post("/sign-in/demo", {"role": role}, page="/sign-in")

    def sign_in_by_link(self, token):
        """The link's button; then the second step, set up on the way, for whose role needs one."""
        answer = self.post("/sign-in/link", {"token": token}, page="/sign-in/link?token=" + token)
        if answer.status == 303 and self.get("/").location.startswith("/you/second-factor"):
            self.second_step()
        return answer

    def second_step(self):
        """Sets up codes as an app would, and keeps the secret. The recovery codes are in .recovery."""
        shown = self.get("/you/second-factor")
        found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', shown.text)
        self.secret = found.group(1)
        self.post("/you/second-factor", {"code": totp(self.secret)}, once=self.once(shown.text))
        codes = self.get("/you/second-factor/codes")
        self.recovery = re.findall(r"<code>([0-9a-z-]{19})</code>", codes.text)
        return self.post("/you/second-factor/kept", {}, once=self.once(codes.text))


def totp(secret, at=None):
    """RFC 6238, by the book: what an authenticator app shows now."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int((time.time() if at is None else at) // 30)), "sha1").digest()
    start = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[start:start + 4])[0] & 0x7fffffff) % 1000000)
