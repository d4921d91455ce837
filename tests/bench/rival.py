"""hand.c beside the product: how it is started, and how the two are compared. For run and test_rival.py."""
import pathlib
import re
import socket
import subprocess
import time

GRANT = "/grants/2"  # the demo's regional partnership: eight seats, a full split


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Program:
    """Any server but the product; stopped at the end."""

    def __init__(self, port, *argv, **options):
        self.port, self.process = port, subprocess.Popen([str(a) for a in argv], stdout=subprocess.DEVNULL, **options)
        self.pid = self.process.pid
        for _ in range(1500):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise SystemExit(f"{argv[0]} does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


def hand(build, db, bare="/dev/null"):
    port = free_port()
    return Program(port, pathlib.Path(build) / "hand", db, port, bare)


def plain(page):
    """Without what differs from request to request."""
    page = re.sub(rb'value="[0-9a-f]{32}\.[0-9a-f]{64}"', b'value="ONCE"', page)
    return re.sub(rb'<span class="num">[0-9a-f]+-[0-9a-f]+</span>', b"NUMBER", page)


def first_difference(a, b):
    """None, or where two pages part."""
    a, b = plain(a), plain(b)
    if a == b:
        return None
    at = next((i for i, pair in enumerate(zip(a, b)) if pair[0] != pair[1]), min(len(a), len(b)))
    said = [page[max(at - 120, 0):at + 120].decode(errors="replace") for page in (a, b)]
    return f"they part at byte {at}.\nHoldfast: {said[0]}\nhand.c:   {said[1]}"
