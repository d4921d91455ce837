#!/usr/bin/env python3
"""Breaks each law that lint holds, in a small tree made for it, and shows that lint says so."""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/lint"))
sys.path.insert(0, str(ROOT / "tests/crawl"))
import laws  # noqa: E402
from matrix import Matrix  # noqa: E402

HEAD = "/* Why it exists. */\n"
# name, file, content, what lint must say
BROKEN = [
    ("banned_name_is_caught", "src/fund/a/a.c", HEAD + "int f(void) { return atoi(\"1\"); }\n", "atoi is banned"),
    ("banned_name_in_a_comment_is_fine", "src/fund/a/a.c", HEAD + "/* atoi(x) */\n", None),
    ("raw_outside_its_module_is_caught", "src/fund/a/a.c", HEAD + "long f(pence p) { return p.raw; }\n", ".raw of a value"),
    ("raw_in_base_is_fine", "src/engine/base/values.c", HEAD + "long f(pence p) { return p.raw; }\n", None),
    ("a_value_built_elsewhere_is_caught", "src/fund/a/a.c", HEAD + "pence p = (pence){5};\n", "built only in its own"),
    ("an_id_built_elsewhere_is_caught", "src/fund/a/a.c", HEAD + "x = (grant_id){5};\n", "built only in its own"),
    ("a_value_declared_with_braces_is_caught", "src/fund/a/a.c", HEAD + "pence p = {5};\n", "built only in its own"),
    ("an_id_declared_with_braces_is_caught", "src/fund/a/a.c", HEAD + "const grant_id g = {.raw_ = 5};\n", "built only in"),
    ("a_row_of_values_in_braces_is_caught", "src/fund/a/a.c", HEAD + "day d[] = {{5}, {6}};\n", "built only in its own"),
    ("a_value_inside_an_optional_is_caught", "src/fund/a/a.c", HEAD + "opt_pence p = {true, {5}};\n", "built only in its"),
    ("an_optional_of_a_value_is_fine", "src/fund/a/a.c", HEAD + "opt_grant_id g = {.some = true, .it = it};\n", None),
    ("a_row_of_ids_is_fine", "src/fund/a/a.c", HEAD + "const grant_id g[] = {one, other};\n", None),
    ("an_arena_of_ones_own_is_caught", "src/fund/a/a.c", HEAD + "void *f(void) { return arena_new(9); }\n", "makes an arena"),
    ("an_arena_of_a_command_is_fine", "src/commands/a.c", HEAD + "void *f(void) { return arena_new(9); }\n", None),
    ("sqlite_outside_db_is_caught", "src/fund/a/a.c", HEAD + "#include <sqlite3.h>\n", "sqlite3.h stands only"),
    ("engine_knowing_a_fund_module_is_caught", "src/engine/web/x.c", HEAD + "#include \"fund/a/a.h\"\n", "knows nothing"),
    ("base_knowing_db_is_caught", "src/engine/base/x.c", HEAD + "#include \"engine/db/db.h\"\n", "base stands below"),
    ("a_reach_into_a_module_is_caught", "src/fund/a/a.c", HEAD + "#include \"fund/b/inside.h\"\n", "reaches into b"),
    ("a_reach_into_statements_is_caught", "src/fund/a/a.c", HEAD + "#include \"b_queries.h\"\n", "reaches into b's queries"),
    ("a_module_without_a_readme_is_caught", "src/fund/c/c.h", HEAD, "has no README.md"),
    ("a_file_without_a_reason_is_caught", "src/fund/a/a.c", "int x;\n", "opens with why"),
    ("a_long_file_is_caught", "src/fund/a/a.c", HEAD + "\n" * 601, "wants splitting"),
    ("a_word_never_in_the_interface_is_caught", "src/fund/a/pages/x.html", "<p>3 days late</p>\n", "never in the interface"),
]


def tree(folder):
    for module in ("a", "b"):
        home = folder / "src/fund" / module
        home.mkdir(parents=True)
        (home / "README.md").write_text("room\n")
        (home / f"{module}.h").write_text(HEAD)


def findings(folder):
    return "\n".join(f for check in (laws.check_names, laws.check_directions, laws.check_shape, laws.check_words)
                     for f in check(folder))


# What a module states of its one route and its records; what the check must say.
GOOD = {"routes": {"GET /g/:grant": "staff partner"},
        "records": {"grant": {"staff": {"sees": "all", "own": 1, "foreign": None, "why": "All."},
                              "partner": {"sees": "own", "own": 1, "foreign": 2}}}}
UNSTATED = [
    ("law_5_a_route_with_its_records_is_fine", GOOD, None),
    ("law_5_a_route_that_no_module_states_is_caught", {}, "stated in no module"),
    ("law_5_a_record_that_no_module_supplies_is_caught", {"routes": GOOD["routes"]}, "no module supplies records for :grant"),
    ("law_5_a_role_without_a_record_is_caught",
     {**GOOD, "records": {"grant": {"staff": GOOD["records"]["grant"]["staff"]}}}, "no :grant is supplied for partner"),
    ("law_5_a_record_without_a_foreign_one_is_caught",
     {**GOOD, "records": {"grant": {"staff partner": {"sees": "all", "own": 1, "foreign": None}}}}, "or why there is none"),
    ("law_5_a_role_that_the_program_does_not_let_in_is_caught", {**GOOD, "routes": {"GET /g/:grant": "staff partner panel"}},
     "the program lets in"),
    ("law_5_a_role_that_is_not_stated_is_caught", {**GOOD, "routes": {"GET /g/:grant": "staff"}}, "the program lets in"),
    ("law_5_a_route_that_is_gone_is_caught", {**GOOD, "routes": {**GOOD["routes"], "GET /gone": "staff"}}, "has no such route"),
    ("law_5_a_role_that_is_none_is_caught", {**GOOD, "routes": {"GET /g/:grant": "staff partners"}}, "there is no role partners"),
]


def unstated(folder, stated):
    home = folder / "tests/fund/a"
    home.mkdir(parents=True)
    (home / "access.json").write_text(json.dumps(stated))
    route = {"method": "GET", "path": "/g/:grant", "audit": "", "roles": "viewer,grant_manager,finance,director,learning_lead,partner"}
    return "\n".join(Matrix([route], folder).check())


def landed(folder):
    """Three migrations go out; then one changes, one goes, and one is slipped in before the newest."""
    schema = folder / "src/fund/a/schema"
    schema.mkdir(parents=True)
    for name in ("0001_a", "0002_b", "0004_c"):
        (schema / f"{name}.sql").write_text(f"-- {name}\n")
    laws.land(folder)
    clean = list(laws.check_landed(folder))
    (schema / "0001_a.sql").write_text("-- changed\n")
    (schema / "0002_b.sql").unlink()
    (schema / "0003_late.sql").write_text("-- late\n")
    (schema / "0005_new.sql").write_text("-- new\n")
    return clean, list(laws.check_landed(folder))


def main():
    passed = failed = 0

    def result(name, good, detail=""):
        nonlocal passed, failed
        passed, failed = passed + good, failed + (not good)
        print(("ok      " if good else "not ok  ") + name, "" if good else detail)

    for name, file, content, expected in BROKEN:
        with tempfile.TemporaryDirectory() as temp:
            folder = pathlib.Path(temp)
            tree(folder)
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
            found = findings(folder)
            result(name, (expected in found) if expected else not found, found)
    for name, stated, expected in UNSTATED:
        with tempfile.TemporaryDirectory() as temp:
            found = unstated(pathlib.Path(temp), stated)
            result(name, (expected in found) if expected else not found, found)
    with tempfile.TemporaryDirectory() as temp:
        folder = pathlib.Path(temp)
        tree(folder)
        (folder / "src/fund/a/a.h").write_text(HEAD + '#include "fund/b/b.h"\n')
        (folder / "src/fund/b/b.h").write_text(HEAD + '#include "fund/a/a.h"\n')
        result("a_circle_of_modules_is_caught", "in a circle" in findings(folder), findings(folder))
        (folder / "docs").mkdir()
        (folder / "tests").mkdir()
        (folder / "docs/requirements.md").write_text("| A1 | done | `no_such_test` |\n| A2 | done | |\n")
        found = "\n".join(laws.check_requirements(folder))
        result("a_row_whose_test_is_not_there_is_caught", "not there: no_such_test" in found, found)
        result("a_row_done_without_a_test_is_caught", "A2 is done but names no test" in found, found)
        obj = folder / "core.a.p/src_fund_a.c.o"
        obj.parent.mkdir()
        for symbol, body in (("malloc", "void *f(void){return malloc(9);}"),
                             ("free", "void f(void *p){free(p);}"),
                             ("posix_memalign", "int f(void **p){return posix_memalign(p, 64, 64);}"),
                             ("getline", "long f(char **p, size_t *n){return getline(p, n, stdin);}"),
                             ("getdelim", "long f(char **p, size_t *n){return getdelim(p, n, 0, stdin);}"),
                             ("open_memstream", "FILE *f(char **p, size_t *n){return open_memstream(p, n);}")):
            subprocess.run(["gcc", "-D_GNU_SOURCE", "-c", "-x", "c", "-", "-o", obj], text=True, check=True,
                           input=f"#include <stdio.h>\n#include <stdlib.h>\n{body}")
            found = "\n".join(laws.check_heap(folder, folder))
            result(f"law_3_{symbol}_outside_base_is_caught", f"refers to {symbol}" in found, found)
    with tempfile.TemporaryDirectory() as temp:
        clean, found = landed(pathlib.Path(temp))
        result("what_went_out_unchanged_is_fine", clean == [], clean)
        for name, expected in (("a_landed_migration_that_changes_is_caught", "0001_a.sql:1: has gone out and never changes"),
                               ("a_landed_migration_that_goes_is_caught", "0002_b is gone"),
                               ("a_migration_before_the_newest_landed_is_caught", "0003_late.sql:1: comes before 0004_c")):
            result(name, any(expected in f for f in found), found)
        result("the_next_migration_is_fine", len(found) == 3, found)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
