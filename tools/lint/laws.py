#!/usr/bin/env python3
"""The laws of ARCHITECTURE.md that are read off the source and the object files.

Usage: laws.py ROOT [BUILD]; laws.py ROOT --land, when migrations go out. Prints "file:line: what is wrong" for each finding; exit code 1 when there is one.
tests/lint/test_laws.py breaks each law on purpose and shows that it is caught here.
"""
import hashlib
import pathlib
import re
import subprocess
import sys

MAX_LINES = 600

# name -> why. Looked for as whole words in code without comments and strings.
BANNED = {
    "atoi": "use int_parse", "atol": "use int_parse", "strtok": "use text_cut", "strcpy": "use text_copy",
    "strcat": "use a text_builder", "sprintf": "use text_format", "vsprintf": "use text_format", "gets": "never",
    "alloca": "use the arena", "isalpha": "sees one locale's bytes", "isspace": "sees one locale's bytes",
    "isdigit": "sees one locale's bytes", "isalnum": "sees one locale's bytes", "toupper": "use text_lower",
    "tolower": "use text_lower", "localtime": "use instant_day", "strftime": "use day_text", "rand": "use randombytes",
    "system": "use exec", "popen": "use exec",
}
# The heap, and what takes from it unseen. No library here hands out memory that we must free.
HEAP = {"malloc", "calloc", "realloc", "reallocarray", "free", "strdup", "strndup", "asprintf", "vasprintf",
        "aligned_alloc", "posix_memalign", "memalign", "valloc", "pvalloc", "getline", "getdelim", "__getdelim",
        "open_memstream", "open_wmemstream", "wcsdup", "scandir"}
# Who may make an arena; everybody else borrows the request's. A command and an import have no request.
ARENA_HOME = ("src/engine/base/", "src/engine/web/server", "src/engine/db/open.c", "src/engine/db/sqlite/connection.c",
              "src/engine/db/postgresql/connection.c",
              "src/engine/jobs/", "src/engine/mail/bounce_read.c", "src/fund/opendata/", "src/commands/", "src/main.c", "tools/")
VALUE = r"(?:pence|day|instant|percent|people_count|(?!opt_)\w+_id)"
# A cast, a variable, a row of an array, the value inside an optional one. A member's braces look like any other's.
BUILT = re.compile(rf"\((?:const )?{VALUE}\)\s*\{{"
                   rf"|(?<!\w){VALUE}\s+\w+\s*=\s*\{{"
                   rf"|(?<!\w){VALUE}\s+\w+\[[^]]*\]\s*=\s*\{{\s*\{{"
                   r"|\bopt_\w+\)\s*\{[^{}]*\{|\bopt_\w+\s+\w+\s*=\s*\{[^{}]*\{")

# A library's header stands only where its face is.
HEADER_HOME = {
    "sqlite3.h": ("src/engine/db/", "tools/querygen/"),
    "libpq-fe.h": ("src/engine/db/postgresql/",),
    "microhttpd.h": ("src/engine/web/",),
    "curl/curl.h": ("src/engine/mail/smtp.c",), "gmime/gmime.h": ("src/engine/mail/bounce_read.c",),
    "zip.h": ("src/engine/files/",), "expat.h": ("src/engine/files/",), "seccomp.h": ("src/engine/files/",),
}
RAW_HOME = ("src/engine/base/", "src/engine/db/", "src/engine/web/html")

NEVER_IN_PAGES = ["grantee", "beneficiary", "end-user", "case study", "BAME", "compliance", "overdue", "on track",
                  "what we gave", "we will translate", "days late"]
NEVER_ANYWHERE = re.compile(r"(?<![\w/.])/(?:home|Users|root)/\w")


def strip_code(text):
    """Code without comments and string contents, line numbers kept."""
    def blank(match):
        piece = match.group(0)
        if piece[0] in "\"'":
            return piece[0] + " " * (len(piece) - 2) + piece[-1]
        return re.sub(r"[^\n]", " ", piece)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def code_files(root):
    for top in ("src", "tools"):
        yield from sorted(p for p in (root / top).rglob("*.[ch]"))


def lines_matching(text, pattern):
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(pattern, line):
            yield number


def check_names(root):
    for path in code_files(root):
        name = str(path.relative_to(root))
        code = strip_code(path.read_text())
        for word, why in BANNED.items():
            for n in lines_matching(code, rf"(?<![\w.>]){word}\s*\("):
                yield f"{name}:{n}: {word} is banned: {why}"
        if not name.startswith("tools/") and not name.startswith(RAW_HOME):
            for n in lines_matching(code, r"(\.|->)raw\b"):
                yield f"{name}:{n}: .raw of a value type is for its own module (law 6)"
            for n in lines_matching(code, BUILT):
                yield f"{name}:{n}: a value type is built only in its own module (law 6)"
        if not name.startswith(ARENA_HOME):
            for n in lines_matching(code, r"\barena_new\s*\("):
                yield f"{name}:{n}: makes an arena of its own; borrow the request's (law 3)"
        for header, homes in HEADER_HOME.items():
            if not name.startswith(homes):
                for n in lines_matching(path.read_text(), rf"#include <{re.escape(header)}>"):
                    yield f"{name}:{n}: {header} stands only in {', '.join(homes)}"


def includes(path):
    for number, line in enumerate(path.read_text().split("\n"), 1):
        match = re.match(r'\s*(?:#include|\{% use) "([^"]+)"', line)
        if match:
            yield number, match.group(1)


def check_directions(root):
    """base <- db, web, ... <- engine <- fund modules <- commands, main. Modules meet at their one face."""
    modules = sorted(p.name for p in (root / "src/fund").iterdir() if p.is_dir()) if (root / "src/fund").is_dir() else []
    edges = {m: set() for m in modules}
    sources = [p for p in (root / "src").rglob("*") if p.suffix in (".c", ".h", ".html")]
    for path in sorted(sources):
        name = str(path.relative_to(root))
        parts = path.relative_to(root).parts
        own = parts[2] if parts[1] == "fund" and len(parts) > 3 else None
        for n, included in includes(path):
            if parts[1] == "engine" and included.startswith(("fund/", "commands/")):
                yield f"{name}:{n}: the engine knows nothing of grants"
            if name.startswith("src/engine/base/") and included.startswith("engine/") \
                    and not included.startswith("engine/base/"):
                yield f"{name}:{n}: base stands below everything"
            if own and included.startswith("commands/"):
                yield f"{name}:{n}: a module does not know the command line"
            face = re.match(r"fund/(\w+)/(\w+)\.h$", included)
            if face:
                module, header = face.groups()
                if module != own and parts[1] == "fund":
                    edges.setdefault(own, set()).add(module)
                    if header != module and parts[1] == "fund":
                        yield f"{name}:{n}: reaches into {module}; its face is fund/{module}/{module}.h"
            made = re.match(r"(\w+)_(queries|pages)\.h$", included)
            if made and own and made.group(1) in modules and made.group(1) != own:
                if made.groups() != ("site", "pages"):
                    yield f"{name}:{n}: reaches into {made.group(1)}'s {made.group(2)}"
    done, path_now = set(), []

    def walk(module):
        if module in path_now:
            return " -> ".join(path_now[path_now.index(module):] + [module])
        if module in done:
            return None
        path_now.append(module)
        for other in sorted(edges.get(module, ())):
            circle = walk(other)
            if circle:
                return circle
        path_now.pop()
        done.add(module)
        return None
    for module in modules:
        circle = walk(module)
        if circle:
            yield f"src/fund/{module}: modules stand in a circle: {circle}"
            break


def check_shape(root):
    for path in code_files(root):
        name = str(path.relative_to(root))
        text = path.read_text()
        if text.count("\n") > MAX_LINES:
            yield f"{name}:1: {text.count(chr(10))} lines; over {MAX_LINES} wants splitting along a seam"
        if not text.lstrip().startswith("/*"):
            yield f"{name}:1: a file opens with why it exists"
    for module in sorted((root / "src/fund").iterdir()) if (root / "src/fund").is_dir() else []:
        if module.is_dir():
            for needed in ("README.md", f"{module.name}.h"):
                if not (module / needed).exists():
                    yield f"src/fund/{module.name}: has no {needed}"


def check_words(root):
    for path in sorted((root / "src").rglob("pages/*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
        for word in NEVER_IN_PAGES:
            for n in lines_matching(text, rf"(?i)\b{re.escape(word)}\b" if word != "BAME" else r"\bBAME\b"):
                yield f"{path.relative_to(root)}:{n}: never in the interface: '{word}'"
    listed = subprocess.run(["git", "-C", root, "ls-files"], capture_output=True, text=True).stdout.split()
    for name in listed:
        path = root / name
        if not path.is_file() or path.suffix in (".woff2", ".png") or name in (".gitignore", "tools/lint/laws.py", "tests/lint/test_laws.py"):
            continue
        for n in lines_matching(path.read_text(errors="replace"), NEVER_ANYWHERE):
            yield f"{name}:{n}: a path of one machine"


def check_heap(root, build):
    """Law 3, off the object files: nothing outside engine/base refers to the heap."""
    for obj in sorted(build.rglob("*.o")):
        name = str(obj.relative_to(build))
        if "engine_base" in name or "core.a.p" not in name and "holdfast.p" not in name:
            continue
        undefined = subprocess.run(["nm", "-u", obj], capture_output=True, text=True, check=True).stdout.split()
        for symbol in sorted(HEAP & {s.split("@")[0] for s in undefined}):
            yield f"{name}: refers to {symbol}; memory belongs to an arena (law 3)"


ROW = re.compile(r"^\| ([A-KM]\d{1,2}) \| (done|part|later) \|\s*(.*?)\s*\|")


def check_requirements(root):
    """docs/requirements.md: a row that is done, or done in part, names tests that exist."""
    path = root / "docs/requirements.md"
    if not path.exists():
        yield "docs/requirements.md: is missing"
        return
    tests = "\n".join(p.read_text(errors="replace") for p in (root / "tests").rglob("*")
                      if p.suffix in (".c", ".mjs", ".py", ".sh", "") and p.is_file())
    rows = 0
    for number, line in enumerate(path.read_text().split("\n"), 1):
        match = ROW.match(line)
        if not match:
            continue
        rows += 1
        row, state, named = match.groups()
        names = re.findall(r"`([^`]+)`", named)
        if state != "later" and not names:
            yield f"docs/requirements.md:{number}: {row} is {state} but names no test"
        for name in names:
            if name not in tests:
                yield f"docs/requirements.md:{number}: {row} names a test that is not there: {name}"
    if rows != 130:
        yield f"docs/requirements.md:1: lists {rows} rows; the requirements have 130"


def migrations(root):
    """name -> (path, checksum), by number; then what stands before the first one on PostgreSQL."""
    return {path.stem: (path, hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest())
            for path in sorted([*(root / "src").rglob("schema/*.sql"), *(root / "src").rglob("postgresql/functions.sql")],
                               key=lambda p: p.name)}


def check_landed(root):
    """src/landed.txt: a migration that went out stands in people's databases, and never changes again."""
    landed = root / "src/landed.txt"
    lines = [line.split() for line in landed.read_text().splitlines() if line and not line.startswith("#")] if landed.exists() else []
    there = migrations(root)
    for name, checksum in lines:
        if name not in there:
            yield f"src/landed.txt: {name} is gone; databases that have it could not be opened"
        elif there[name][1] != checksum:
            yield f"{there[name][0].relative_to(root)}:1: has gone out and never changes: write a new migration"
    newest = max((name for name, _ in lines if name != "functions"), default="")
    for name in there:
        if name not in dict(lines) and name < newest:
            yield f"{there[name][0].relative_to(root)}:1: comes before {newest}, which has gone out: give it the next number"


def land(root):
    """Writes every migration of the tree into src/landed.txt."""
    text = "# Migrations that have gone out, with the checksums that stand in people's databases. tools/lint/laws.py . --land\n"
    (root / "src/landed.txt").write_text(text + "".join(f"{name} {checksum}\n" for name, (_, checksum) in migrations(root).items()))


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    if sys.argv[2:] == ["--land"]:
        return land(root)
    findings = [f for check in (check_names, check_directions, check_shape, check_words, check_requirements, check_landed)
                for f in check(root)]
    if len(sys.argv) > 2:
        findings += check_heap(root, pathlib.Path(sys.argv[2]).resolve())
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
