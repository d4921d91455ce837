#!/usr/bin/env python3
"""The crawl: every route x every role x own and foreign records, off the program's own route table (law 5).

- each answer has the status that the table promises: a stranger is sent to sign in, the wrong role gets 403, a foreign
  or absent record 404, and both alike;
- a canary typed into every text field of every form comes back escaped wherever it is shown (law 2);
- every page is kept in BUILD/crawl/ for the HTML validator of the browser suite;
- no page makes a number of queries that grows with its rows.
"""
import html
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import BIN, Results, Served, Visit, folder, run  # noqa: E402
import json  # noqa: E402

CANARY = "<script>\"'&canary"
ROLES = ["viewer", "grant_manager", "finance", "director"]
results = Results()

# How the tests find a record for each ":name" in a path. A route with a name that is not here fails the crawl.
RECORDS = {"grant": 1, "partner": 1, "programme": 1, "funder": 1, "partnership": 1, "seat": 1, "line": 1, "question": 1,
           "purpose": 1, "import": 1, "round": 1, "pledge": 1, "contribution": 1, "mail": 1}
FOREIGN = 999999999


def fill(path, record):
    names = re.findall(r":(\w+)", path)
    for name in names:
        if name not in RECORDS:
            results.check(f"a_record_is_supplied_for {path}", False, f"no record for :{name}")
            return None
    return re.sub(r":(\w+)", lambda m: str(RECORDS[m.group(1)] if record == "own" else FOREIGN), path)


def crawl(visits, port, keep):
    routes = json.loads(run("routes", "--json").stdout)["routes"]
    results.check("every_route_states_who_may_open_it", all(r["roles"] for r in routes), routes)
    results.check("every_write_has_an_audit_name", all(r["audit"] for r in routes if r["method"] == "POST"), routes)
    for route in routes:
        roles, path = route["roles"].split(","), route["path"]
        own, foreign = fill(path, "own"), fill(path, "foreign")
        if own is None:
            continue
        stranger = Visit(port)
        if route["method"] == "GET":
            answer = stranger.get(own)
            expected = answer.status in (200, 303, 404) if "anyone" in roles else \
                answer.status == 303 and answer.location.startswith("/sign-in")
            results.check(f"GET {path} stranger", expected, (answer.status, answer.location))
            for role in ROLES:
                answer = visits[role].get(own)
                if role in roles or "anyone" in roles or "signed in" in roles:
                    good = answer.status == 200 or answer.status == 303 and ("anyone" in roles or "signed in" in roles) \
                        or answer.status == 404 and ":import" in path or answer.status == 303 and ":" in path
                    if answer.status == 200 and "text/html" in answer.headers.get("Content-Type", ""):
                        (keep / (re.sub(r"\W+", "_", own.strip("/")) or "front").__add__(f".{role}.html")).write_bytes(answer.body)
                        good = good and CANARY not in answer.text
                else:
                    good = answer.status == 403
                results.check(f"GET {path} {role}", good, (answer.status, answer.text[-300:]))
            if foreign != path:
                allowed = next(r for r in ROLES if r in roles or "anyone" in roles)
                answer = visits[allowed].get(foreign)
                results.check(f"GET {path} foreign", answer.status == 404, answer.status)
        else:
            answer = stranger.post(own, {}, once="0" * 32 + "." + "0" * 64)
            results.check(f"POST {path} stranger", answer.status in (403, 404), answer.status)
            for role in ROLES:
                answer = visits[role].post(own, {}, once="0" * 32 + "." + "0" * 64)
                results.check(f"POST {path} {role} without its once", answer.status in (403, 404), answer.status)


def canary(visits):
    """Types the canary into every text control of every form that is reached by a GET, then looks at every page again."""
    visit = visits["director"]
    routes = json.loads(run("routes", "--json").stdout)["routes"]
    sent = 0
    for route in routes:
        if route["method"] != "GET":
            continue
        shown = visit.get(fill(route["path"], "own") or "/")
        for form in re.findall(r"<form\b.*?</form>", shown.text, re.S):
            action = html.unescape(re.search(r'action="([^"]*)"', form).group(1))
            if 'method="post"' not in form or "/sign-" in action:
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
            results.check(f"canary into {action}: escaped and no failure",
                          answer.status in (200, 303, 404, 409, 422) and CANARY not in answer.text, (answer.status, answer.text[-300:]))
    results.check("forms_were_found_for_the_canary", sent >= 10, sent)


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
    with folder() as temp, Served(temp / "demo.db", env={}) as served:
        visits = {}
        for role in ROLES:
            visits[role] = Visit(served.port)
            answer = visits[role].sign_in(role)
            results.check(f"{role} signs in", answer.status == 303, (answer.status, answer.text[-500:]))
        crawl(visits, served.port, keep)
        constant_queries(visits, served)
        careless_exports(visits)
        canary(visits)
        crawl(visits, served.port, keep)
        results.check("the server stops cleanly", served.stop() == 0, served.logged()[-3000:])
        results.check("nothing was found by the sanitizers", "Sanitizer" not in served.logged() and "runtime error" not in served.logged(), served.logged()[-3000:])
    return results.end()


sys.exit(main())
