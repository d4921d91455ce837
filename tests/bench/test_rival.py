#!/usr/bin/env python3
"""The rival keeps up with the product, without a clock: hand.c sends the same bytes for the list of grants and for a grant's page,
under the same headers, by as many statements, and refuses whom the product refuses; and fill.py still fills a database.

When a page changes and this fails: change hand.c, hand_grant.h and hand_frame.h by hand as the page was changed, statements too.
"""
import http.client
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
from holdfast import BIN, Results, Served, Visit, folder, run  # noqa: E402
from rival import GRANT, first_difference, hand  # noqa: E402

BUILD = pathlib.Path(os.environ.get("HOLDFAST_BUILD", pathlib.Path(BIN).parent))
EVERY, GRANTS = 43, 2000  # the demo's, and those filled in
results = Results()
check = results.check


def same(name, visit, rival, *paths):
    """Bytes of each path, as one visit gets them from both, and headers of the first."""
    other = Visit(rival.port)
    other.cookies = visit.cookies
    apart = {}
    for path in paths:
        ours, theirs = visit.get(path), other.get(path)
        if path == paths[0]:
            heads = [sorted(f"{k}: {v}" for k, v in answer.headers.items() if k not in ("Date", "Content-Length")) for answer in (ours, theirs)]
            check(f"{name}: {path} has the same headers by hand", heads[0] == heads[1], heads)
        if difference := first_difference(ours.body, theirs.body) or (ours.status, theirs.status) != (200, 200):
            apart[path] = difference
    check(f"{name}: {len(paths)} pages are the same bytes by hand", not apart,
          "" if not apart else f"{len(apart)} are not; {next(iter(apart))}: {next(iter(apart.values()))}")


def statements_by_hand(rival, cookie, path):
    """Asked over one connection, and so of one thread."""
    connection = http.client.HTTPConnection("127.0.0.1", rival.port, timeout=60)
    said = []
    for asked in ("/statements", path, "/statements"):
        connection.request("GET", asked, headers={"Cookie": f"holdfast={cookie}"})
        said.append(connection.getresponse().read())
    connection.close()
    return int(said[2])


def statements_logged(served, path):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        lines = [json.loads(line) for line in served.logged().split("\n")[:-1] if line.startswith("{")]
        ran = [line["statements"] for line in lines if line["path"] == path]
        if ran:
            return ran[-1]
        time.sleep(0.01)
    return None


def refusals(served, rival, visit):
    """The session check is the product's: no token, a wrong one, another browser, one that has ended, no right to this page."""
    cookie = visit.cookies["holdfast"]
    ask = lambda token, agent=None: Visit(rival.port).get("/grants", headers={**({"Cookie": f"holdfast={token}"} if token else {}),
                                                                                **({"User-Agent": agent} if agent else {})}).status
    check("by hand too, a stranger is let in nowhere", (ask(None), ask("0" * 64), ask("x")) == (403, 403, 403))
    check("by hand too, a session is good in the browser that it began in, and in no other",
          (ask(cookie), ask(cookie, "Mozilla/5.0 (X11; Linux) Firefox/140.0")) == (200, 403))
    reader = Visit(served.port)
    reader.sign_in("viewer")
    check("by hand, who only reads is refused: they have another page", ask(reader.cookies["holdfast"]) == 403)
    visit.post("/sign-out", {}, page="/grants")
    check("by hand too, a session that has ended is none", ask(cookie) == 403)


def png():
    """One green dot."""
    piece = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) +
            piece(b"IDAT", zlib.compress(b"\0\x0d\x5a\x4d")) + piece(b"IEND", b""))


def settings_changed(visit):
    """Colours, a logo, and another way to reach the fund."""
    sent = [visit.post("/settings/look", {"accent": "#0b5d8a"}, page="/settings"),
            visit.post("/settings/contact", {"mail": "", "phone": "0300 555 0110", "words": ""}, page="/settings"),
            visit.post("/settings/logo", {}, page="/settings", multipart=("file", "logo.png", png()))]
    check("colours, a logo and a telephone are set", all(a.status == 303 for a in sent), [(a.status, a.text[-500:]) for a in sent])
    visit.get("/settings")  # takes the notice


def demo(temp):
    db = temp / "demo.db"
    with Served(db) as served, hand(BUILD, db) as rival:
        visits = {role: Visit(served.port) for role in ("grant_manager", "director")}
        for role, visit in visits.items():
            visit.sign_in(role)
            visit.get("/")
        manager = visits["grant_manager"]
        same("a grant manager's", manager, rival, "/grants", *(f"/grants/{n}" for n in range(1, EVERY + 1)))
        for path in ("/grants", GRANT):
            counts = statements_logged(served, path), statements_by_hand(rival, manager.cookies["holdfast"], path)
            check(f"{path} runs as many statements by hand", counts[0] and counts[0] == counts[1], counts)
        settings_changed(visits["director"])
        same("a director's, after settings are changed", visits["director"], rival, "/grants", GRANT)
        refusals(served, rival, manager)


def filled(temp):
    db = temp / "filled.db"
    with Served(db):
        pass
    done = subprocess.run([sys.executable, HERE / "fill.py", db, str(GRANTS)], capture_output=True, text=True)
    check("fill.py fills a database", done.returncode == 0, done.stderr)
    done = run("verify", db=db)
    check("and it is whole", done.returncode == 0, done.stdout + done.stderr)
    with Served(db) as served, hand(BUILD, db) as rival:
        visit = Visit(served.port)
        visit.sign_in("grant_manager")
        visit.get("/")
        check("its grants are listed", "More than 1,000 grants" in visit.get("/grants").text)
        check("and found by a word", re.search(r">\s*20 grants", visit.get("/grants?q=quokka").text) is not None)
        same("in a filled database", visit, rival, "/grants", "/grants/500")


with folder() as temp:
    demo(temp)
    filled(temp)
sys.exit(results.end())
