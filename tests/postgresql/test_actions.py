#!/usr/bin/env python3
"""The same actions on both engines: one program is served on SQLite and one on PostgreSQL, people of every role follow links and fill
in the forms that they meet, by chance, the same on both; each answer and in the end every row is compared.

Usage: test_actions.py [SEED [ACTIONS [-v]]]     Without: fixed seeds, so that what is found is found again.
"""
import difflib
import pathlib
import random
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from database import InFile, OnServer  # noqa: E402
from forms import Page, Person  # noqa: E402
from holdfast import Results, Served, Visit, folder, run  # noqa: E402

SEEDS, ACTIONS = (4, 6), 300
NOW = {"HOLDFAST_NOW": "2024-10-18T10:00:00Z"}
ROLES = ["director", "grant_manager", "finance", "viewer", "learning_lead", "partner", "co_funder", "panel"]
# What each process makes for itself: the time of day, once values, ids of requests, tokens of links, hashes.
OWN = [(re.compile(p), w) for p, w in (
    (r'name="once" value="[^"]+"', "ONCE"), (r'\b[0-9a-f]{8}-[0-9a-f]+\b', "REQUEST"),
    (r"127\.0\.0\.1:\d+", "ADDRESS"), (r"T?[0-2]?\d:[0-5]\d(:[0-5]\d)?Z?", "TIME"), (r"\b[0-9a-f]{24,}\b", "HEX"), (r"\$argon2id\$[^ ]+", "HASH"), (r"\b[A-Za-z0-9_-]{40,}\b", "TOKEN"))]
AT_WORK = r"Waiting its turn|Reading the file|Comparing|Writing\.|Undoing|Being undone|Under way|Running"


def plain(text):
    for pattern, word in OWN:
        text = pattern.sub(word, text)
    return text


def number_alike(sqlite, postgresql):
    """An id that a refused form took and gave back is given again on SQLite; a sequence of PostgreSQL goes on."""
    given = dict(sqlite.rows("SELECT name, seq FROM sqlite_sequence"))
    tables = [name for name, in sqlite.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")]
    postgresql.run("SELECT " + ", ".join(
        f"setval('{t}_id_seq', {max(given.get(t, 0), 1)}, {'true' if given.get(t) else 'false'})" for t in tables))


class Actions:
    """One person of each role on both, who always do the same."""

    def __init__(self, served, seed):
        self.chance = random.Random(seed)
        self.person = Person(self.chance)
        self.visits = {role: [Visit(s.port) for s in served] for role in ROLES}
        self.paths = {role: ["/"] for role in ROLES}
        self.unlike, self.sent, self.seen, self.done = [], {}, {}, 0
        for role, pair in self.visits.items():
            for visit in pair:
                assert visit.sign_in(role).status == 303

    def note(self, what, a, b):
        lines = [line for line in difflib.unified_diff(plain(a.text).split("\n"), plain(b.text).split("\n"), lineterm="", n=0) if line[2:].strip()]
        self.unlike.append(f"{what}: {a.status} {b.status} {plain(a.location)} {plain(b.location)}\n   " + "\n   ".join(line[:300] for line in lines[2:12]))

    def alike(self, what, a, b):
        if (a.status, plain(a.location), plain(a.text)) != (b.status, plain(b.location), plain(b.text)):
            self.note(what, a, b)
            return False
        return True

    def look(self, role, path):
        until = time.monotonic() + 10
        while True:
            a, b = (visit.get(path) for visit in self.visits[role])
            # A mail that goes in its own time is waited for.
            if plain(a.text) == plain(b.text) or not re.search(r"\bWaits\b", a.text + b.text) or time.monotonic() > until:
                break
            time.sleep(0.1)
        self.alike(f"GET {path} as {role}", a, b)
        if "text/html" not in a.headers.get("Content-Type", "") or a.status != 200:
            return None
        pages = Page(a.text), Page(b.text)
        known = self.paths[role]
        known += [link for link in dict.fromkeys(pages[0].links) if link not in known][:60]
        return pages, (a, b)

    def act(self):
        """Looks at a page that is known, and sends one of its forms if it has any."""
        role = self.chance.choice(ROLES[:2] if self.chance.random() < 0.6 else ROLES)
        path = self.path_for(role)
        seen = self.look(role, path)
        if not seen:
            return False
        (page, other), answers = seen
        if not page.forms or len(page.forms) != len(other.forms):
            return False
        # The forms that were sent least, so that all have their turn.
        order = sorted(range(len(page.forms)), key=lambda i: (self.sent.get(self.shape(page.forms[i]), 0), self.chance.random()))
        form, twin = page.forms[order[0]], other.forms[order[0]]
        self.sent[self.shape(form)] = self.sent.get(self.shape(form), 0) + 1
        pairs = self.person.fill(form)
        a, b = self.send(role, path, form, twin, pairs, answers)
        self.alike(f"POST {form['action']} as {role} {dict(pairs)}", a, b)
        if a.status == 303:
            self.done += 1
            self.look(role, a.location) if a.location.startswith("/") else None
        return a.status != 303

    def path_for(self, role):
        """Of some that are known, one of the kind that was seen least."""
        some = [self.chance.choice(self.paths[role]) for _ in range(12)]
        kind = lambda path: (role, re.sub(r"\d+", "N", path.split("?")[0]))
        path = min(some, key=lambda p: self.seen.get(kind(p), 0))
        self.seen[kind(path)] = self.seen.get(kind(path), 0) + 1
        return path

    @staticmethod
    def shape(form):
        return re.sub(r"\d+", "N", form["action"])

    def send(self, role, path, form, twin, pairs, answers):
        got = []
        for visit, own, answer in zip(self.visits[role], (form, twin), answers):
            once = next((f["value"] for f in own["fields"] if f["name"] == "once"), "")
            action = own["action"] or path
            got.append(visit.post(action, pairs, once=once, multipart=("file", "some.csv", FILE) if form["files"] else None))
        if re.match(r"/(imports|jobs)\b", form["action"]):
            for visit, answer in zip(self.visits[role], got):
                self.rest(visit, answer, form["action"])
        return got

    def rest(self, visit, answer, action):
        """Work that goes on behind a page is waited for: it says so, or has not begun."""
        wanted = "Published" if action.endswith("/publish") else "Undone" if action.endswith("/undo") else ""
        until = time.monotonic() + 30
        while answer.status == 303 and time.monotonic() < until:
            shown = visit.get(answer.location).text
            tidied = wanted != "Undone" or "<h2>Notes</h2>" not in shown
            if wanted in shown and tidied and not re.search(AT_WORK, shown):
                return
            time.sleep(0.05)


FILE = ("Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
        "Funding Org:Identifier,Funding Org:Name\n"
        "x-1,Advice,About advice,GBP,1000,2024-01-05,GB-CHC-1,Some Centre,GB-CHC-2,Some Trust\n"
        "x-2,Ław,About “law”,GBP,2500.50,2023-02-05,GB-CHC-3,Another Centre,GB-CHC-2,Some Trust\n").encode()


# ---- Every row ----

def cells_alike(a, b):
    if isinstance(a, bytes) and isinstance(b, bytes):
        return len(a) == len(b)  # keys, tokens, what is sealed: each its own
    if isinstance(a, str) and isinstance(b, str):
        return plain(a) == plain(b)
    if isinstance(a, int) and isinstance(b, int):
        return a == b or min(a, b) > 10**9 and abs(a - b) < 300  # an instant: the two clocks run on
    return type(a) is type(b) and a == b


def comparable(table, column, places):
    """As it is selected: a row's place is given again on SQLite, and not on PostgreSQL."""
    if (table, column) == ("audit_changes", "table_row"):
        return f"CASE WHEN table_name IN ({places}) THEN 0 ELSE table_row END AS table_row"
    return column


def compare_rows(results, sqlite, postgresql):
    tables = [name for name, in sqlite.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%) STRICT' AND name <> 'migrations' ORDER BY name")]
    numbered = {name for name, in sqlite.rows("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE c.pk AND c.type = "
                                              "'INTEGER' GROUP BY m.name HAVING count(*) = (SELECT count(*) FROM pragma_table_info(m.name) k WHERE k.pk) "
                                              "AND count(*) = 1")}
    places = ", ".join(f"'{table}'" for table in tables if table not in numbered)
    rows, unlike = 0, []
    for table in tables:
        columns = sqlite.rows("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", table)
        names, key = ", ".join(comparable(table, name, places) for name, _ in columns), ", ".join(name for name, pk in columns if pk)
        # What is keyed by a hash comes in another order on each, and at random.
        order = key if not re.search("hash|mac|nonce", key) else "rowid"
        one = sqlite.rows(f"SELECT {names} FROM {table} ORDER BY {order}")
        other = postgresql.rows(f"SELECT {names} FROM {table} ORDER BY {order.replace('rowid', 'place')}")
        rows += len(one)
        # Names to search by stand in no order.
        faults = [(i, columns[c][0], a[c], b[c]) for i, (a, b) in enumerate(zip(one, other)) for c in range(len(a))
                  if not cells_alike(a[c], b[c]) and not (columns[c][0] == "search" and sorted(a[c].split("\n")) == sorted(b[c].split("\n")))]
        if faults or len(one) != len(other):
            unlike.append(f"{table}: {len(one)} and {len(other)} rows; {faults[:5]}")
    results.check(f"{rows} rows of {len(tables)} tables are alike", rows > 1000 and not unlike, unlike)


def both(results, seed, actions):
    print(f"seed {seed}, {actions} actions", flush=True)
    with folder() as temp:
        one, other = InFile(temp, "one"), OnServer(temp, "other")
        with Served(one, env=NOW) as a, Served(other, env=NOW) as b:
            compare_rows(results, one, other)
            acting = Actions((a, b), seed)
            for _ in range(actions):
                if acting.act():
                    number_alike(one, other)
            if "-v" in sys.argv:
                print("\n".join(f"{n} {k}" for k, n in sorted(acting.sent.items())))
            results.check(f"{actions} actions were answered alike ({acting.done} of them done, {len(acting.sent)} kinds of form)", not acting.unlike,
                          "\n" + "\n".join(acting.unlike[:12]))
            results.check("many of them were done", acting.done > actions / 10 and len(acting.sent) > 30, (acting.done, acting.sent))
            compare_rows(results, one, other)
            for served in (a, b):
                results.check("the server stops cleanly", served.stop() == 0, served.logged()[-2000:])
                results.check("and found nothing wrong in itself", "Sanitizer" not in served.logged() and "runtime error" not in served.logged(),
                              served.logged()[-2000:])
        for place in (one, other):
            verified = run("verify", db=place)
            results.check("its audit log is whole", verified.returncode == 0 and "The audit log is whole" in verified.stdout, verified)


def main():
    results = Results()
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for seed in given[:1] or SEEDS:
        both(results, seed, given[1] if len(given) > 1 else ACTIONS)
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
