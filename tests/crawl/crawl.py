#!/usr/bin/env python3
"""The crawl: every route x every role x own, foreign and absent records (law 5).

What to expect is stated by the modules in tests/fund/MODULE/access.json (matrix.py reads them) and is compared with the program:
- a stranger is sent to sign in, the wrong role gets 403, a foreign or absent record 404, and these two are answered alike: by
  words, by status, and by the number of statements that the server ran;
- a form without its once value is refused, by whoever it is sent; one of the wrong role, or for a foreign record, with a good one;
- a canary typed into every text field of every form comes back escaped wherever it is shown (law 2);
- every page is kept in BUILD/crawl/, where the browser suite validates its HTML;
- no page makes a number of queries that grows with its rows.
"""
import concurrent.futures
import html
import http.client
import json
import os
import pathlib
import re
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from holdfast import BIN, Results, Served, Visit, database, folder  # noqa: E402
from matrix import Matrix, ROLES, routes_of  # noqa: E402

CANARY = "<script>\"'&canary"
ABSENT = 999999999
NO_ONCE = "0" * 32 + "." + "0" * 64
NOT_FOR_YOU = "Your account is not for this page"
# Forms that would end the visit, or take away what the crawl asks for again.
LEAVES = ["/sign-", "/hats", "/leave", "/end", "/main", "/withdraw"]
results = Results()


class Line:
    """One kept-open connection of one role, or of a stranger."""

    def __init__(self, visit):
        self.visit, self.once = visit, ""
        self.connection = http.client.HTTPConnection("127.0.0.1", visit.port, timeout=60)
        if visit.cookies:
            self.once = visit.once(visit.get("/").text)

    def ask(self, method, path, once=None):
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.visit.cookies.items())} if self.visit.cookies else {}
        body = None
        if method == "POST":
            body = f"once={self.once if once is None else once}"
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        for again in (True, False):
            try:
                self.connection.request(method, path, body, sent)
                got = self.connection.getresponse()
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                if not again:
                    raise
        return Told(got, got.read())


class Told:
    def __init__(self, got, body):
        self.status, self.body = got.status, body
        self.location = got.headers.get("Location", "")
        self.html = "text/html" in got.headers.get("Content-Type", "")
        self.text = body.decode(errors="replace")
        found = re.search(r'and <span class="num">([^<]+)</span>', self.text)
        self.id = found.group(1) if found else None

    def words(self):
        return self.text.replace(self.id or "no id", "ID")


class Crawl:
    """Goes through every cell of the matrix; each role on a line of its own."""

    def __init__(self, matrix, visits, stranger, database, keep):
        self.matrix, self.keep = matrix, keep
        self.visits, self.stranger = visits, stranger
        self.database, self.found, self.lock = database, {}, threading.Lock()
        self.alike = []

    def number(self, given):
        """A record's id: a number, or what a SELECT finds in the server's own database."""
        if isinstance(given, int):
            return given
        with self.lock:
            if given not in self.found:
                rows = self.database.rows(given)
                self.found[given] = rows[0][0] if rows else None
            return self.found[given]

    def paths(self, name, role):
        """own, foreign (or none), absent (or none), and of a second record one that hangs below another."""
        path, kinds = name.split(" ", 1)[1], self.matrix.kinds(name)
        if not kinds:
            return path, None, None, None

        def filled(*numbers):
            numbers = list(numbers)
            return re.sub(r":\w+", lambda _: str(numbers.pop(0)), path)
        records = [self.matrix.record(kind, role) for kind in kinds]
        own = [self.number(r["own"]) for r in records]
        foreign = self.number(records[0]["foreign"]) if records[0]["foreign"] is not None else None
        if None in own or foreign is None and records[0]["foreign"] is not None:
            results.check(f"the records stated for {name} {role} are there", False, (own, foreign))
            own = [ABSENT if o is None else o for o in own]
        other = None
        if len(kinds) > 1 and records[1]["foreign"] is not None:
            other = filled(own[0], self.number(records[1]["foreign"]))
        return (filled(*own), filled(foreign, *own[1:]) if foreign is not None else None, filled(ABSENT, *own[1:]), other)

    def role(self, role):
        line, faults = Line(self.visits[role]), []
        for name, route in self.matrix.routes.items():
            method = name.split(" ", 1)[0]
            own, foreign, absent, other = self.paths(name, role)
            faults += [f"{name} {role}: {fault}" for fault in
                       (self.may if self.matrix.may(name, role) or "signed_in" in route["who"] else self.may_not)
                       (line, method, name, role, route, own, foreign, absent, other)]
        return faults

    def may_not(self, line, method, name, role, route, own, foreign, absent, other):
        """The wrong role learns nothing of what is there: 403 for any record."""
        for path in filter(None, (own, absent)):
            told = line.ask(method, path)
            if told.status != 403 or NOT_FOR_YOU not in told.text:
                yield f"{path}: {told.status}, not 403"

    def may(self, line, method, name, role, route, own, foreign, absent, other):
        anyone = "anyone" in route["who"]
        if method == "GET":
            told = line.ask("GET", own)
            if told.status != route["own"]:
                yield f"own {own}: {told.status}, not {route['own']} {told.text[-200:]}"
            if CANARY in told.text:
                yield f"{own}: the canary stands in it as it was typed"
            if told.status == 200 and told.html:
                kept = re.sub(r"\W+", "_", own.strip("/")) or "front"
                (self.keep / f"{kept}.{role}.html").write_bytes(told.body)
        elif not anyone:
            told = line.ask("POST", own, once=NO_ONCE)
            if told.status != 403 or NOT_FOR_YOU in told.text:
                yield f"own {own} without its once: {told.status}, not 403"
        answers = {path: line.ask(method, path) for path in (foreign, absent, other) if path}
        for path, told in answers.items():
            wanted = route["other"] if path == other else 404
            if told.status != wanted:
                yield f"{path}: {told.status}, not {wanted}"
        if foreign and absent:
            if answers[foreign].words() != answers[absent].words():
                yield f"{foreign} and {absent} are told apart by their words"
            with self.lock:
                self.alike.append((f"{name} {role}", answers[foreign].id, answers[absent].id))

    def strange(self):
        line, faults = Line(self.stranger), []
        for name, route in self.matrix.routes.items():
            method, anyone = name.split(" ", 1)[0], "anyone" in route["who"]
            own, _, absent, _ = self.paths(name, "viewer" if "viewer" in route["who"] else (route["who"] or ["viewer"])[0])
            for path in filter(None, (own, absent)):
                told = line.ask(method, path, once=NO_ONCE)
                if method == "POST":
                    good = told.status == 403
                elif anyone:
                    good = told.status == route["own"]
                else:
                    good = told.status == 303 and told.location.startswith("/sign-in?next=")
                if not good:
                    faults.append(f"{name} stranger: {path}: {told.status} {told.location}")
        return faults

    def run(self, when):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            jobs = {role: pool.submit(self.role, role) for role in ROLES}
            jobs["stranger"] = pool.submit(self.strange)
        for role, job in jobs.items():
            faults = job.result()
            results.check(f"{role} gets what is stated, on {len(self.matrix.routes)} routes, {when}", not faults, "\n" + "\n".join(faults[:30]))

    def told_apart(self, log):
        """Foreign and absent: as many statements, off the server's log."""
        ran = {line["id"]: line["statements"] for line in (json.loads(t) for t in log.split("\n") if t.startswith("{"))}
        apart = [f"{what}: {ran.get(one)} and {ran.get(two)}" for what, one, two in self.alike
                 if one not in ran or two not in ran or ran[one] != ran[two]]
        results.check(f"a_foreign_record_costs_as_many_statements_as_an_absent_one, {len(self.alike)} times",
                      self.alike and not apart, apart[:20])


def prepare(matrix, visits):
    """What the modules say must be there first."""
    for step in matrix.before:
        visit = visits[step["as"]]
        if "file" in step:
            field, name, content = step["file"]
            answer = visit.post(step["post"], step["fields"], page=step.get("page"), multipart=(field, name, content.encode()))
        else:
            answer = visit.post(step["post"], step["fields"], page=step.get("page"))
        results.check(f"before: {step['as']} {step['post']}", answer.status == 303, (answer.status, answer.text[-500:]))
        if "until" in step:
            until, shown = time.monotonic() + 30, ""
            while step["until"][1] not in shown and time.monotonic() < until:
                time.sleep(0.05)
                shown = visit.get(step["until"][0]).text
            results.check(f"before: {step['until'][0]} is ready", step["until"][1] in shown, shown[-500:])


def canary(crawl):
    """Types the canary into every text control of every form that is reached by a GET, then looks at every page again."""
    for role in ("director", "partner", "group", "co_funder"):
        sent = sum(canary_into(crawl, name, role) for name in crawl.matrix.routes
                   if name.startswith("GET ") and (crawl.matrix.may(name, role) or role == "director"))
        results.check(f"forms were found for the canary of the {role}", sent >= (10 if role == "director" else 1), sent)


def canary_into(crawl, route, role):
    visit, sent = crawl.visits[role], 0
    shown = visit.get(crawl.paths(route, role)[0])
    for form in re.findall(r"<form\b.*?</form>", shown.text, re.S):
        action = html.unescape(re.search(r'action="([^"]*)"', form).group(1))
        if 'method="post"' not in form or any(leave in action for leave in LEAVES):
            continue
        fields = {}
        for tag in re.findall(r"<(?:input|textarea|select)\b[^>]*>", form):
            name = re.search(r'name="([^"]+)"', tag)
            kind = (re.search(r'type="(\w+)"', tag) or [None, "text"])[1]
            if not name or name.group(1) in ("once", "version"):
                continue
            value = re.search(r'value="([^"]*)"', tag)
            if tag.startswith("<textarea") or kind == "text" and not re.search(r'inputmode="(decimal|numeric)"', tag):
                fields[name.group(1)] = CANARY
            elif kind in ("hidden",) and value:
                fields[name.group(1)] = html.unescape(value.group(1))
            elif kind == "radio" and value and value.group(1):
                fields[name.group(1)] = value.group(1)
            elif re.search(r'inputmode="(decimal|numeric)"', tag):
                fields[name.group(1)] = "1"
        for select in re.findall(r'<select\b[^>]*name="([^"]+)".*?</select>', form, re.S):
            options = re.findall(r'<option value="([^"]+)"', form)
            if options:
                fields[select] = options[0]
        version = re.search(r'name="version" value="(\d+)"', form)
        if version:
            fields["version"] = version.group(1)
        answer = visit.post(action, fields, once=visit.once(form))
        sent += 1
        results.check(f"canary into {action} of the {role}: escaped and no failure",
                      answer.status in (200, 303, 404, 409, 422) and CANARY not in answer.text, (answer.status, answer.text[-300:]))
    return sent


def statements_logged(served, path):
    lines = (line for line in served.logged().split("\n")[:-1] if line.startswith("{"))
    return [line["statements"] for line in map(json.loads, lines) if line["path"] == path]


def statements_of(visit, served, path, query=""):
    """How many statements one visit ran. Its line in the log comes after the answer's last byte."""
    before = len(statements_logged(served, path))
    visit.get(path + query)
    until = time.monotonic() + 60
    while len(statements_logged(served, path)) == before and time.monotonic() < until:
        time.sleep(0.01)
    return statements_logged(served, path)[-1]


def careless_exports(visits):
    """A filter with a slip in it must not give a file of everything."""
    visit = visits["viewer"]
    for asked in ("grants.csv?region=walez", "grants.csv?programme=abc", "grants.csv?funder=x",
                  "grants.csv?q=" + "a" * 400, "partners.csv?region=walez", "partners.csv?registered=lots", "partners.csv?q=" + "a" * 400,
                  "programmes.csv?funder=x", "partnerships.csv?region=walez"):
        answer = visit.get("/" + asked)
        results.check(f"a_careless_export_is_refused {asked[:40]}", answer.status == 422 and "was not made" in answer.text
                      and "text/html" in answer.headers.get("Content-Type", ""), (answer.status, answer.text[:200]))
        whole = visit.get("/" + asked.split("?")[0])
        results.check(f"and_without_the_slip_it_comes {asked[:40]}", whole.status == 200 and whole.text.count("\n") > 1, whole.status)


def constant_queries(visits, served):
    """The server's log says how many statements each page ran: asked for pages with no rows, with some and with many."""
    visit = visits["director"]
    for path in ("/grants", "/partners", "/programmes", "/funders", "/partnerships", "/imports"):
        counts = [statements_of(visit, served, path, query) for query in ("?q=zzzzzz", "", "?sort=title")]
        results.check(f"{path} runs a constant number of queries", max(counts) <= 16 and counts[1] == counts[2] if "grants" in path else max(counts) <= 16, counts)
    pages = [statements_of(visit, served, f"/grants/{record}") for record in (1, 2, 3, 30)]
    results.check("grant pages with few and many seats run the same number of queries", len(set(pages)) == 1, pages)


def main():
    keep = pathlib.Path(os.environ.get("HOLDFAST_BUILD", pathlib.Path(BIN).parent)) / "crawl"
    keep.mkdir(exist_ok=True)
    for old in keep.glob("*.html"):
        old.unlink(missing_ok=True)  # the other engine's crawl begins too
    routes = routes_of(BIN)
    matrix = Matrix(routes)
    faults = matrix.check()
    results.check("each route is stated by its module with records for its roles, as the program says", not faults, "\n".join(faults))
    results.check("every_route_states_who_may_open_it", all(r["roles"] for r in routes), routes)
    results.check("every_write_has_an_audit_name", all(r["audit"] for r in routes if r["method"] == "POST"), routes)
    with folder() as temp, Served(db := database(temp, "demo"), env={}) as served:
        visits = {role: Visit(served.port) for role in ROLES}
        for role, visit in visits.items():
            answer = visit.sign_in(role)
            results.check(f"{role} signs in", answer.status == 303, (answer.status, answer.text[-500:]))
        prepare(matrix, visits)
        crawl = Crawl(matrix, visits, Visit(served.port), db, keep)
        crawl.run("in a fresh demo")
        constant_queries(visits, served)
        careless_exports(visits)
        canary(crawl)
        # The canary has withdrawn a document: another one is asked for.
        crawl.found = {given: number for given, number in crawl.found.items() if "withdrawn_at" not in given}
        crawl.run("after the canary")
        results.check("the server stops cleanly", served.stop() == 0, served.logged()[-3000:])
        crawl.told_apart(served.logged())
        results.check("nothing was found by the sanitizers", "Sanitizer" not in served.logged() and "runtime error" not in served.logged(), served.logged()[-3000:])
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
