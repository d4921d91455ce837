#!/usr/bin/env python3
"""Who may open what, stated by the modules themselves (law 5): tests/fund/MODULE/access.json.

    matrix.py PROGRAM            says where a statement is missing or is not what the program says, and whether
                                 docs/access.md is the present one (make lint)
    matrix.py PROGRAM --write    writes docs/access.md
    matrix.py PROGRAM --draft    prints what is not stated yet, to be judged and put into a module's access.json

An access.json holds
    "routes":  {"GET /grants/:grant": "staff", ...}     who may: names of roles or of GROUPS. Or {"who": "editor", "own": 303}
               when an own record (or a page without one) is not answered with 200, and "other": 303 when a second record
               that hangs below another first one is not answered with 404; with a "why".
    "records": {"grant": {"staff": {"sees": "all", "own": 1, "foreign": "SELECT ..."}, "partner": {...}}}
               for each ":name" in a path, for each role that a route lets in: a record that is theirs, and one that is not.
               A number, or a SELECT that gives it. "foreign": null wants a "why". In a path with two names the second's own record
               hangs below the first's, and its foreign one below another.
    "before":  [{"as": "director", "post": "/partners/new", "fields": {...}}]      what must be there first
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROLES = ["viewer", "grant_manager", "finance", "director", "learning_lead", "payments", "panel", "partner", "group", "co_funder",
         "learning_partner"]
STAFF = ROLES[:5]
GROUPS = {"staff": STAFF, "editor": ["grant_manager", "director"], "money": ["finance", "director"],
          "of": ["partner", "group", "co_funder"], "everyone": ROLES, "signed_in": ROLES + ["signed_in"],
          "anyone": ROLES + ["anyone"]}
DOCUMENT = ROOT / "docs/access.md"


def named(words):
    """The roles that some words name."""
    roles = []
    for word in words.replace(",", " ").split():
        roles += GROUPS.get(word, [word])
    return [r for r in ROLES + ["signed_in", "anyone"] if r in roles], [r for r in roles if r not in ROLES + ["signed_in", "anyone"]]


def routes_of(program):
    return json.loads(subprocess.run([program, "routes", "--json"], capture_output=True, text=True, check=True).stdout)["routes"]


class Matrix:
    """What the modules below root state, beside the program's own table of routes."""

    def __init__(self, routes, root=ROOT):
        self.root = root
        self.program = {f"{r['method']} {r['path']}": r for r in routes}
        self.routes, self.records, self.before, self.module, self.faults = {}, {}, [], {}, []
        for path in sorted((root / "tests").rglob("access.json")):
            self.read(path)

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def read(self, path):
        where = str(path.relative_to(self.root))
        try:
            stated = json.loads(path.read_text())
        except ValueError as error:
            return self.fault(where, error)
        for name, route in stated.get("routes", {}).items():
            if name in self.routes:
                self.fault(where, f"{name} is stated in {self.module[name]} too")
            route = {"who": route} if isinstance(route, str) else route
            who, unknown = named(route["who"])
            for word in unknown:
                self.fault(where, f"{name}: there is no role {word}")
            self.routes[name] = {"who": who, "own": route.get("own", 200), "other": route.get("other", 404), "why": route.get("why", "")}
            self.module[name] = path.parent.name
        for kind, roles in stated.get("records", {}).items():
            mine = self.records.setdefault(kind, {"where": where, "roles": {}})
            for words, record in roles.items():
                who, unknown = named(words)
                for word in unknown:
                    self.fault(where, f":{kind}: there is no role {word}")
                for role in who:
                    mine["roles"][role] = record
        self.before += stated.get("before", [])

    def kinds(self, name):
        return re.findall(r":(\w+)", name)

    def record(self, kind, role):
        """What a role has of a kind; of a role that has none, anybody's."""
        roles = self.records[kind]["roles"]
        return roles.get(role) or next(iter(roles.values()))

    def may(self, name, role):
        who = self.routes[name]["who"]
        return role in who or "anyone" in who

    def check(self):
        for name in self.program:
            if name not in self.routes:
                self.fault("tests/fund", f"{name} is stated in no module's access.json (matrix.py --draft helps)")
        for name, route in self.routes.items():
            where = f"tests/fund/{self.module[name]}/access.json"
            if name not in self.program:
                self.fault(where, f"{name}: the program has no such route")
                continue
            says, _ = named(self.program[name]["roles"].replace("signed in", "signed_in"))
            if says != route["who"]:
                self.fault(where, f"{name}: stated for {' '.join(route['who'])}, and the program lets in {' '.join(says)}")
            for kind in self.kinds(name):
                if kind not in self.records:
                    self.fault(where, f"{name}: no module supplies records for :{kind}")
                    continue
                for role in route["who"]:
                    record = self.records[kind]["roles"].get(role)
                    if role in ROLES and not record:
                        self.fault(self.records[kind]["where"], f"{name}: no :{kind} is supplied for {role}")
        for kind, stated in self.records.items():
            for role, record in stated["roles"].items():
                if "sees" not in record or "own" not in record or "foreign" not in record:
                    self.fault(stated["where"], f":{kind} for {role} wants sees, own and foreign")
                elif record["foreign"] is None and not record.get("why"):
                    self.fault(stated["where"], f":{kind} for {role}: a foreign record, or why there is none")
        return self.faults

    def cell(self, name, role):
        if role == "stranger":
            return "yes" if "anyone" in self.routes[name]["who"] else "·"
        if not self.may(name, role):
            return "·"
        kinds = self.kinds(name)
        return self.record(kinds[0], role)["sees"] if kinds else "yes"

    def document(self):
        short = {"grant_manager": "grant manager", "learning_lead": "learning lead", "co_funder": "co-funder",
                 "learning_partner": "learning partner"}
        out = ["# Who may open what", "",
               "Made by `tests/crawl/matrix.py --write` from the program's own table of routes and the fixtures of its modules",
               "(`tests/fund/MODULE/access.json`); `make lint` fails when it is not the present one. The crawl asks the running program",
               "for every cell of it: the own record, another's, and one that is not there. The last two are answered alike, by words,",
               "by status and by the number of statements.", "",
               "`yes`: the page has no record of its own. `all`, `own`: which records of its kind. `·`: not this role (403; a stranger is",
               "sent to sign in). Everything else is answered with 404, as if it were not there.", ""]
        columns = ROLES + ["stranger"]
        for module in sorted(set(self.module.values())):
            out += [f"## {module}", "", "| Route | " + " | ".join(short.get(c, c) for c in columns) + " |",
                    "|---|" + "---|" * len(columns)]
            for name in self.program:
                if self.module.get(name) == module:
                    out.append(f"| `{name}` | " + " | ".join(self.cell(name, c) for c in columns) + " |")
            out.append("")
        out += ["## Records", "", "What “all” and “own” mean, and where a role has no foreign record, why.", "",
                "| Record | Role | Sees | |", "|---|---|---|---|"]
        for kind in sorted(self.records):
            rows = {}
            for role, record in self.records[kind]["roles"].items():
                rows.setdefault((record["sees"], record.get("why", "")), []).append(role)
            for (sees, why), roles in rows.items():
                who = "staff" if roles == STAFF else ", ".join(short.get(r, r) for r in roles if r in ROLES)
                out.append(f"| {kind} | {who} | {sees} | {why} |")
        return "\n".join(out) + "\n"

    def draft(self):
        names = {tuple(named(g)[0]): g for g in GROUPS}
        routes = {}
        for name, route in self.program.items():
            if name not in self.routes:
                who, _ = named(route["roles"].replace("signed in", "signed_in"))
                routes[name] = names.get(tuple(who), " ".join(who))
        kinds = {k for name in routes for k in self.kinds(name)} - set(self.records)
        return json.dumps({"records": {k: {"staff": {"sees": "all", "own": 1, "foreign": None, "why": ""}} for k in sorted(kinds)},
                           "routes": routes}, indent=2)


def main():
    matrix = Matrix(routes_of(sys.argv[1]))
    if "--draft" in sys.argv:
        print(matrix.draft())
        return 0
    faults = matrix.check()
    if "--write" in sys.argv and not faults:
        DOCUMENT.write_text(matrix.document())
    if not faults and (not DOCUMENT.exists() or DOCUMENT.read_text() != matrix.document()):
        faults.append("docs/access.md: is not the present one. Refresh it: python3 tests/crawl/matrix.py PROGRAM --write")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
