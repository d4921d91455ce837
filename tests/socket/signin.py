#!/usr/bin/env python3
"""Signing in, by the real program over a real socket: what a stranger can find out, forge or steal."""
import base64
import json
import pathlib
import re
import statistics
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from database import InFile  # noqa: E402
from holdfast import Results, Served, Visit, database, folder, run, totp  # noqa: E402

PAIRS = 2000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OUTSIDE = {"HOLDFAST_URL": "https://fund.example"}
NEVER = "0" * 32 + "." + "0" * 64


def initiative(temp):
    """A fund with a director, someone of the panel, and links for both."""
    db = database(temp, "fund")
    made = run("init", "--name", "Harbour Fund", "--admin", "ana@harbour.example", db=db)
    tokens = {"ana": made.stdout.split("token=")[-1].split()[0]}
    added = run("account", "add", "pat@harbour.example", "--name", "Pat", "--role", "panel", db=db)
    tokens["pat"] = added.stdout.split("token=")[-1].split()[0]
    return db, tokens


def rank_test(a, b):
    """Mann-Whitney: how likely it is that two samples so far apart come from one source, as a z-score."""
    ranked = sorted([(x, 0) for x in a] + [(x, 1) for x in b])
    total, i = 0.0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        total += sum((i + j + 1) / 2 for k in range(i, j) if ranked[k][1] == 0)
        i = j
    n, m = len(a), len(b)
    u = total - n * (n + 1) / 2
    return (u - n * m / 2) / (n * m * (n + m + 1) / 12) ** 0.5


def timing(check, temp):
    """Whether an address has an account does not show in how long the answer takes, nor in its words."""
    db, _ = initiative(temp)
    # Before it is served: what is measured is asking, not adding.
    db.change("INSERT INTO accounts (name, email, roles, made_at) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
              "WHERE i + 1 < ?) SELECT 'A', 'known' || i || '@harbour.example', 64, 0 FROM n", PAIRS)
    with Served(db, "serve", args=["--behind-proxy"], env=OUTSIDE) as served:
        took, words, statements = {"known": [], "other": []}, set(), set()
        visit = Visit(served.port)
        for i in range(PAIRS):
            # Each address once, each from a place of its own, and who comes first changes: no limit is met.
            for kind in (sorted(took) if i % 2 else sorted(took, reverse=True)):
                once = visit.once(visit.get("/sign-in").text)
                body = f"once={once}&email={kind}{i}%40harbour.example"
                begin = time.perf_counter()
                answer = visit.ask("POST", "/sign-in", body, dict(FORM, **{"X-Forwarded-For": f"10.{i >> 8}.{i & 255}.{len(took[kind]) & 255}"}))
                took[kind].append(time.perf_counter() - begin)
                words.add((answer.status, answer.location, answer.text))
        deadline = time.monotonic() + 90
        asked = 1
        while asked and time.monotonic() < deadline:
            time.sleep(0.5)
            asked = db.one("SELECT count(*) FROM sign_in_requests")
            mailed = db.one("SELECT count(*) FROM outbox")
        for line in served.logged().splitlines():
            if '"method":"POST","path":"/sign-in"' in line:
                statements.add((json.loads(line)["status"], json.loads(line)["statements"]))
    z = rank_test(took["known"], took["other"])
    print(f"        medians of {PAIRS} pairs: with an account {statistics.median(took['known']) * 1e6:.0f} us, without "
          f"{statistics.median(took['other']) * 1e6:.0f} us, z {z:.2f}")
    check("an_address_with_an_account_takes_no_other_time", abs(z) < 6, z)
    check("it_has_the_same_words", len(words) == 1, list(words)[:3])
    check("it_makes_the_same_statements", len(statements) == 1, statements)
    check("each_account_that_asked_is_mailed_and_nobody_else", mailed == PAIRS and not asked, (mailed, asked))


def password_timing(check, temp):
    """A wrong password takes the same time for an account with one, an account without, and no account."""
    db, tokens = initiative(temp)
    with Served(db, "serve", args=["--behind-proxy"], env=OUTSIDE) as served:
        visit = Visit(served.port)
        visit.sign_in_by_link(tokens["pat"])
        set_ = visit.post("/you/password", {"password": "correct horse battery"})
        check("a_password_is_set", set_.status == 303, set_.text)
        took = {"pat": [], "ana": [], "eva": []}
        words = set()
        for i in range(60):
            for name in took:
                stranger = Visit(served.port)
                once = stranger.once(stranger.get("/sign-in/password").text)
                begin = time.perf_counter()
                answer = stranger.ask("POST", "/sign-in/password", f"once={once}&email={name}%40harbour.example&password=wrong+words+here",
                                      dict(FORM, **{"X-Forwarded-For": f"198.51.{i}.{ord(name[0])}"}))
                if i < 10:
                    took[name].append(time.perf_counter() - begin)
                words.add((answer.status, answer.text.count("do not go together"), "Try again in" in answer.text))
        check("wrong_words_have_one_answer_until_too_many", words == {(422, 1, False), (429, 0, True)}, words)
        medians = {name: statistics.median(values) for name, values in took.items()}
        print("        a wrong password, medians of 10: " + ", ".join(f"{n} {m * 1e3:.1f} ms" for n, m in medians.items()))
        # The dummy's cost is the account's: hashing takes tens of milliseconds, and without it a page takes one. The least of
        # each: what a busy machine adds is not the program's.
        least = {name: min(values) for name, values in took.items()}
        check("hashing_is_never_left_out", min(least.values()) > 0.5 * max(least.values()), least)


def forging(check, temp):
    """Every changing route of the program: refused without its once value, from another site, and in a frame."""
    routes = json.loads(run("routes", "--json").stdout)["routes"]
    with Served(database(temp, "demo"), env={}) as served:
        visit = Visit(served.port)
        visit.sign_in("director")
        front = visit.get("/grants/new")
        good = visit.once(front.text)
        for route in (r for r in routes if r["method"] == "POST"):
            path = re.sub(r":\w+", "1", route["path"])
            if path == "/sign-out":
                continue
            tried = {"no once": visit.ask("POST", path, "a=b", FORM), "a made up once": visit.ask("POST", path, f"once={NEVER}", FORM),
                     "another site": visit.ask("POST", path, f"once={good}", dict(FORM, Origin="https://evil.example")),
                     "another site, by its fetch": visit.ask("POST", path, f"once={good}", dict(FORM, **{"Sec-Fetch-Site": "cross-site"}))}
            stranger = Visit(served.port)
            theirs = stranger.once(stranger.get("/sign-in").text)
            tried["someone else's once"] = Visit(served.port).ask("POST", path, f"once={theirs[:-1]}{'0' if theirs[-1] != '0' else '1'}", FORM)
            check(f"forged POST {path}", all(a.status in (403, 404) for a in tried.values()), {k: a.status for k, a in tried.items()})
            check(f"framed POST {path}", all("frame-ancestors 'none'" in a.headers.get("Content-Security-Policy", "")
                                             for a in tried.values()), path)
        check("after_all_that_the_session_is_there", visit.get("/grants").status == 200)


def replay(check, temp):
    """Codes, links and forms work once; an old session's token opens nothing."""
    db, tokens = initiative(temp)
    with Served(db, "serve") as served:
        visit = Visit(served.port)
        visit.cookies["holdfast"] = "1" * 64
        visit.sign_in_by_link(tokens["ana"])
        check("a_planted_session_is_not_taken_over", visit.cookies["holdfast"] != "1" * 64)
        check("the_app_of_another_hand_agrees_with_the_code", visit.get("/").status == 200)
        again = Visit(served.port)
        spent = again.post("/sign-in/link", {"token": tokens["ana"]}, page="/sign-in")
        check("a_link_is_spent", spent.status == 422 and "holdfast" not in again.cookies, spent.status)
        second = run("link", "ana@harbour.example", db=db).stdout.split("token=")[-1].split()[0]
        again.post("/sign-in/link", {"token": second}, page="/sign-in")
        check("a_link_alone_opens_nothing", again.get("/").location.startswith("/sign-in/code"))
        code = totp(visit.secret)
        first = again.post("/sign-in/code", {"code": code})
        check("the_code_that_set_it_up_is_spent", first.status == 422 or totp(visit.secret) != code, first.status)
        kept = dict(again.cookies)
        answer = again.post("/sign-in/code", {"code": visit.recovery[0]})
        check("a_recovery_code_lets_in", answer.status == 303 and again.get("/").status == 200, answer.text)
        old = Visit(served.port)
        old.cookies = kept
        check("the_token_from_before_the_code_is_dead", old.get("/").status == 303)
        third = Visit(served.port)
        token = run("link", "ana@harbour.example", db=db).stdout.split("token=")[-1].split()[0]
        third.post("/sign-in/link", {"token": token}, page="/sign-in")
        check("a_recovery_code_is_spent", third.post("/sign-in/code", {"code": visit.recovery[0]}).status == 422)
        stolen = Visit(served.port)
        stolen.cookies = dict(again.cookies)
        taken = stolen.get("/", headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
        check("a_stolen_session_is_over_elsewhere_and_here", taken.status == 303 and again.get("/").status == 303)


def secrets(check, temp):
    """What lets in is nowhere but with its owner: not in the log, the database, a backup, nor in mails that have gone."""
    db, tokens = initiative(temp)
    with Served(db, "serve", env={"HOLDFAST_URL": "http://127.0.0.1:1"}) as served:
        visit = Visit(served.port)
        visit.sign_in_by_link(tokens["ana"])
        other = Visit(served.port)
        other.sign_in_by_link(tokens["pat"])
        other.post("/you/password", {"password": "correct horse battery"})
        visit.post("/sign-in/password", {"email": "pat@harbour.example", "password": "correct horse batterz"}, page="/sign-in/password")
        visit.post("/sign-in", {"email": "stranger.nobody@elsewhere.example"}, page="/sign-in")
        visit.ask("GET", "/sign-in/link?token=" + "ab" * 32)
        copy = InFile(temp, "copy")
        run("backup", copy.path, db=db)
        log = served.logged()
    written = {"log": log.encode(), **db.held()}
    for path in sorted(pathlib.Path(temp).iterdir()):
        if path.is_file() and not path.name.endswith(("-keys", "-writer")):
            written[path.name] = path.read_bytes()
    secret = visit.secret.replace(" ", "")
    hunted = {"session": visit.cookies["holdfast"], "device": visit.cookies["device"], "link": tokens["ana"], "app secret": secret,
              "recovery code": visit.recovery[0], "password": "correct horse batter", "what a stranger typed": "stranger.nobody"}
    for what, value in hunted.items():
        forms = {value.encode()}
        if what in ("session", "device", "link"):
            forms.add(bytes.fromhex(value))
        if what == "app secret":
            forms.add(base64.b32decode(value))
        if what == "recovery code":
            forms.add(value.replace("-", "").encode())
        forms |= {form.hex().encode() for form in forms}
        found = [name for name, data in written.items() if any(form in data for form in forms)]
        check(f"not_found_anywhere: {what}", not found, found)
    check("the_log_has_paths_and_no_tokens", "ab" * 16 not in log and "token=" not in log)
    fleeting = {table: copy.one(f"SELECT count(*) FROM {table}")
                for table in ("sessions", "sign_in_links", "known_devices", "code_steps", "sign_in_requests")}
    check("a_backup_brings_no_session_back", not any(fleeting.values()), fleeting)


def rescue(check, temp):
    """Whoever runs the server lets an administrator back in."""
    db, tokens = initiative(temp)
    with Served(db, "serve") as served:
        visit = Visit(served.port)
        visit.sign_in_by_link(tokens["ana"])
        done = run("user", "rescue", "ana@harbour.example", "--url", "https://fund.example", db=db)
        check("a_rescue_prints_a_link", done.returncode == 0 and "https://fund.example/sign-in/link?token=" in done.stdout, done)
        check("it_signs_out_everywhere", visit.get("/").status == 303)
        back = Visit(served.port)
        back.sign_in_by_link(done.stdout.split("token=")[-1].split()[0])
        check("and_lets_in_with_a_new_second_step", back.get("/").status == 200 and back.secret != visit.secret)
        check("the_directors_list_says_so", "was let back in on" in back.get("/people").text)
        check("their_own_page_says_so", "let back in" in back.get("/you").text)
    check("nobody_is_rescued_who_is_not_there", run("user", "rescue", "no@b.example", db=db).returncode == 1)


def crowd(check, temp):
    """Many wrong passwords at once: other pages still come, and the last are told to come again."""
    db, _ = initiative(temp)
    with Served(db, "serve", args=["--behind-proxy"], env=OUTSIDE) as served:
        once = Visit(served.port).once(Visit(served.port).get("/sign-in/password").text)
        statuses, stop = [], time.monotonic() + 3

        def guess(n):
            i = 0
            while time.monotonic() < stop:
                i += 1
                answer = Visit(served.port).ask("POST", "/sign-in/password", f"once={once}&email=a{n}.{i}%40b.example&password=guess+guess+guess",
                                                dict(FORM, **{"X-Forwarded-For": f"10.{n}.{i % 250}.{i // 250}"}))
                statuses.append(answer.status)
        threads = [threading.Thread(target=guess, args=(n,)) for n in range(12)]
        for thread in threads:
            thread.start()
        took = []
        while time.monotonic() < stop:
            begin = time.perf_counter()
            page = Visit(served.port).get("/sign-in")
            took.append(time.perf_counter() - begin)
            if page.status != 200:
                break
            time.sleep(0.02)
        for thread in threads:
            thread.join()
        print(f"        {len(statuses)} guesses in 3 s; a page meanwhile: median {statistics.median(took) * 1e3:.1f} ms of {len(took)}")
        check("guesses_are_answered", set(statuses) <= {422, 429, 503}, set(statuses))
        check("pages_come_meanwhile", len(took) > 5 and statistics.median(took) < 0.5, statistics.median(took))


def main():
    results = Results()
    for part in (timing, password_timing, forging, replay, secrets, rescue, crowd):
        with folder() as temp:
            part(results.check, temp)
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
