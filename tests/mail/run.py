#!/usr/bin/env python3
"""Mails through a real mail server (aiosmtpd) with TLS, sign-in and every kind of fault: what must arrive arrives once, and what
may have arrived is never sent again by itself. HOLDFAST_KILLS sets how often the sender is killed (30)."""
import asyncio
import email
import email.policy
import logging
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import BIN, Results, Served, Visit, asking, database, folder, run  # noqa: E402
from taking import free_port, make_certificates  # noqa: E402

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    print("skip    the package python3-aiosmtpd is not here\n0 passed, 0 failed, 1 skipped")
    sys.exit(0)

POST = str(pathlib.Path(os.environ["HOLDFAST_BUILD"]) / "mail_post")
KILLS = int(os.environ.get("HOLDFAST_KILLS", "30"))
results = Results()
logging.disable(logging.CRITICAL)  # the mail server tells of each fault that is made here
warnings.simplefilter("ignore")
random.seed(20261125)

WEDNESDAY = "2026-11-25T10:00:00Z"


class Handler:
    """Takes mails; what the recipient's name says goes wrong once, or always where it begins with "ever-"."""

    def __init__(self):
        self.taken, self.done, self.lock = [], set(), threading.Lock()

    def fault(self, to, kind):
        name = to.split("@")[0]
        if name == f"ever-{kind}":
            return True
        if name == kind and name not in self.done:
            self.done.add(name)
            return True
        return False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.fault(address, "later"):
            return "451 4.3.0 try later"
        if self.fault(address, "never"):
            return "550 5.1.1 no such mailbox"
        if self.fault(address, "policy"):
            return "550 5.7.1 relaying denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if self.fault(to, "slow"):
            await asyncio.sleep(4)
        if self.fault(to, "stall"):
            await asyncio.sleep(8)
        if self.fault(to, "data-later"):
            return "452 4.2.2 full for now"
        if self.fault(to, "data-never"):
            return "554 5.6.0 not such a mail"
        with self.lock:
            self.taken.append((to, email.message_from_bytes(envelope.content, policy=email.policy.SMTP)))
        if self.fault(to, "drop-after"):
            server.transport.abort()
        return "250 2.0.0 taken"

    def to(self, name):
        with self.lock:
            return [mail for address, mail in self.taken if address.split("@")[0] == name]


class Faulty(SMTP):
    async def smtp_DATA(self, arg):
        to = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if self.event_handler.fault(to, "drop-before"):
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Server(Controller):
    def __init__(self, handler, tls=None, implicit=False, auth=False, port=0):
        options = {}
        if tls and not implicit:
            options = {"tls_context": tls, "require_starttls": True}
        if auth:
            options |= {"auth_required": True, "auth_require_tls": not implicit, "authenticator": self.check}
        super().__init__(handler, hostname="127.0.0.1", port=port or free_port(), ssl_context=tls if implicit else None, **options)
        self.options = options

    @staticmethod
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.login == b"holdfast" and data.password == b"p@ss word", handled=True)

    def factory(self):
        return Faulty(self.handler, **self.SMTP_kwargs)


class World:
    """One database, and the sender's commands on it with a clock of their own."""

    def __init__(self, temp, name):
        self.db, self.now, self.env = database(temp, name), WEDNESDAY, {}
        run("init", "--name", "The Test Fund", "--admin", "director@fund.example", db=self.db)

    def server(self, url, ca=None, sender="The Test Fünd <mail@fund.example>"):
        self.env = {"HOLDFAST_SMTP": url, "HOLDFAST_MAIL_FROM": sender}
        if ca:
            self.env["HOLDFAST_SMTP_CA"] = str(ca)
        return self

    def post(self, *argv, wait=True):
        env = dict(os.environ, HOLDFAST_NOW=self.now, ASAN_OPTIONS="detect_leaks=1", HOLDFAST_BESIDE=str(self.db.beside("")), **self.env)
        started = subprocess.Popen([POST, self.db.where, *argv], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if not wait:
            return started
        out, err = started.communicate(timeout=300)
        if started.returncode != 0:
            raise RuntimeError(f"{argv}: {err}")
        return out.strip()

    def rows(self, sql="SELECT s.code, o.tries, o.said, o.body IS NULL, o.to_address FROM outbox o JOIN mail_state s ON s.id = o.state ORDER BY o.id", *values):
        return self.db.rows(sql, *values)

    def states(self):
        return [row[0] for row in self.rows()]


def words_of(mail, kind):
    return mail.get_body((kind,)).get_content()


def test_tls(temp, tls):
    handler = Handler()
    server = Server(handler, tls, auth=True)
    server.start()
    w = World(temp, "starttls").server(f"smtp://holdfast:p%40ss%20word@localhost:{server.port}", temp / "ca.pem")
    w.post("queue", "urgent", "1", "zoe@example.org", "Zoë Ångström\r\nBcc: thief@example.org",
           "Your link – ready\r\nX-Forged: yes")
    w.post("round")
    taken = handler.to("zoe")
    results.check("starttls_and_sign_in_deliver_a_mail", len(taken) == 1 and w.states() == ["sent"], (w.rows(), taken))
    if taken:
        mail = taken[0]
        results.check("no_header_can_be_added_by_what_people_typed", "Bcc" not in mail and "X-Forged" not in mail and len(handler.taken) == 1,
                      mail.as_string()[:800])
        results.check("names_and_subject_are_read_back_as_written",
                      str(mail["Subject"]).startswith("Your link – ready") and "Zoë Ångström" in str(mail["To"]) and
                      "The Test Fünd" in str(mail["From"]) and "Zoë Ward" in str(mail["Reply-To"]), mail.as_string()[:800])
        results.check("the_body_is_plain_text_with_html_beside_it",
                      mail.get_content_type() == "multipart/alternative" and
                      [p.get_content_type() for p in mail.iter_parts()] == ["text/plain", "text/html"], mail.as_string()[:1500])
        plain, whole = words_of(mail, "plain"), words_of(mail, "html")
        results.check("both_forms_say_why_it_came_and_how_to_answer",
                      all("because a test wrote to you" in form and "zoe@fund.example" in form for form in (plain, whole)), plain)
        results.check("the_plain_form_has_links_as_text_and_no_markup",
                      "Read it here: https://fund.example/grants/1" in plain and "<angle> & 'quotes', and a café." in plain and
                      "<p" not in plain, plain)
        results.check("a_mail_says_that_a_program_wrote_it", mail["Auto-Submitted"] == "auto-generated" and mail["Date"] and
                      mail["Message-ID"].endswith("@fund.example>"), mail.items())
        results.check("a_mail_loads_nothing_from_anywhere", "src=" not in whole and "url(" not in whole and "@import" not in whole)
    w.server(f"smtp://holdfast:wrong@localhost:{server.port}", temp / "ca.pem").post("queue", "urgent", "1")
    w.post("round")
    results.check("a_wrong_password_keeps_mails_waiting", w.states() == ["sent", "waiting"], w.rows())
    w.server(f"smtp://holdfast:p%40ss%20word@localhost:{server.port}", temp / "other.pem")
    w.now = "2026-11-25T11:00:00Z"
    w.post("round")
    results.check("a_certificate_of_another_authority_is_refused", w.states() == ["sent", "waiting"] and len(handler.taken) == 1, w.rows())
    server.stop()

    handler = Handler()
    server = Server(handler, tls, implicit=True)
    server.start()
    w = World(temp, "implicit").server(f"smtps://localhost:{server.port}", temp / "ca.pem")
    w.post("queue", "urgent", "1")
    w.post("round")
    results.check("implicit_tls_delivers_a_mail", len(handler.taken) == 1 and w.states() == ["sent"], w.rows())
    server.stop()

    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "bare").server(f"smtp://localhost:{server.port}", temp / "ca.pem")
    w.post("queue", "urgent", "1")
    w.post("round")
    results.check("a_server_without_tls_gets_nothing", not handler.taken and w.states() == ["waiting"], w.rows())
    server.stop()


def test_faults(temp):
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "faults").server(f"smtp://127.0.0.1:{server.port}")
    for name in ("later", "never", "policy", "data-later", "data-never", "drop-before", "drop-after", "slow"):
        w.post("queue", "urgent", "1", f"{name}@example.org")
    w.post("round")
    w.post("round")
    state = {row[4].split("@")[0]: row[0] for row in w.rows()}
    results.check("a_451_waits", state["later"] == "waiting", w.rows())
    results.check("a_550_is_not_sent_again", state["never"] == "failed" and state["data-never"] == "failed", w.rows())
    results.check("a_policy_of_servers_is_no_fault_of_the_mail", state["policy"] == "waiting", w.rows())
    results.check("a_connection_lost_before_the_words_waits", state["drop-before"] == "waiting", w.rows())
    results.check("a_connection_lost_after_the_end_is_unsure", state["drop-after"] == "unsure", w.rows())
    results.check("a_slow_server_gets_its_mail", state["slow"] == "sent", w.rows())
    w.post("queue", "urgent", "1", "stall@example.org")
    w.env["MAIL_SECONDS"] = "2"
    began = time.monotonic()
    w.post("round")
    results.check("a_server_that_says_nothing_more_is_not_waited_for_long", w.states()[-1] == "unsure" and time.monotonic() - began < 7,
                  (time.monotonic() - began, w.rows()))
    del w.env["MAIL_SECONDS"]
    failing = w.rows("SELECT address FROM mail_addresses")
    results.check("an_address_that_is_refused_is_marked", ("never@example.org",) in failing, failing)
    w.now = "2026-11-25T10:03:00Z"
    w.post("round")
    state = {row[4].split("@")[0]: row[0] for row in w.rows()}
    again = ("later", "policy", "data-later", "drop-before")
    results.check("what_waited_goes_once_at_the_next_try", all(state[n] == "sent" and len(handler.to(n)) == 1 for n in again), w.rows())
    w.now = "2026-12-02T10:00:00Z"
    w.post("round")
    results.check("an_unsure_mail_is_never_sent_again_by_itself", len(handler.to("drop-after")) == 1 and w.states().count("unsure") == 2,
                  w.rows())
    server.stop()


def test_broken(temp):
    """The first in the queue is more than a round has memory for: its making always fails."""
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "broken").server(f"smtp://127.0.0.1:{server.port}")
    w.post("queue", "urgent", "1", "broken@example.org")
    w.post("queue", "secret", "1", "broken-secret@example.org")
    w.post("queue", "urgent", "1", "behind@example.org")
    w.db.change("UPDATE outbox SET body = 'x ' WHERE to_address LIKE 'broken%'")
    for _ in range(24):
        w.db.change("UPDATE outbox SET body = body || body WHERE to_address LIKE 'broken%'")
    try:
        w.post("round")
    except RuntimeError:
        pass  # what was sent says it
    rows = w.rows()
    results.check("a_mail_that_cannot_be_made_is_marked_failed_with_words", rows[0][0] == "failed" and "its log says why" in (rows[0][2] or "").lower(), rows[0][:3])
    results.check("its_words_are_kept_unless_they_are_secret", not rows[0][3] and rows[1][0] == "failed" and rows[1][3], rows[1][:3])
    results.check("those_behind_it_go_all_the_same", rows[2][0] == "sent" and len(handler.to("behind")) == 1, rows[2][:3])
    server.stop()


def test_outage(temp):
    port = free_port()
    w = World(temp, "outage").server(f"smtp://127.0.0.1:{port}")
    w.post("queue", "needed", "3")
    for hour in range(24):
        w.now = f"2026-11-{25 + (10 + hour) // 24}T{(10 + hour) % 24:02d}:00:00Z"
        w.post("round")
    results.check("a_server_that_is_away_for_a_day_loses_nothing", w.states() == ["waiting"] * 3, w.rows())
    handler = Handler()
    server = Server(handler, port=port)
    server.start()
    w.now = "2026-11-26T18:00:00Z"
    w.post("round")
    results.check("and_all_goes_once_when_it_is_back", len(handler.taken) == 3 and w.states() == ["sent"] * 3, w.rows())
    server.stop()
    w.now = "2026-11-27T10:00:00Z"
    w.post("queue", "needed", "1", "gone@example.org")
    for day, month in ((27, 11), (28, 11), (30, 11), (1, 12)):
        w.now = f"2026-{month:02d}-{day:02d}T10:00:00Z"
        w.post("round")
    results.check("after_three_days_it_is_given_up", w.states()[-1] == "failed", w.rows())
    w.post("tick")
    told = w.rows("SELECT to_address, subject FROM outbox ORDER BY id DESC LIMIT 1")
    results.check("and_a_director_is_told", told == [("director@fund.example", "A mail did not arrive")], told)
    before = len(w.rows())
    w.now = "2026-12-02T10:00:00Z"
    w.post("tick")
    results.check("once", len(w.rows()) == before, w.rows())


def test_hours(temp):
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "hours").server(f"smtp://127.0.0.1:{server.port}")
    w.now = "2026-11-28T21:00:00Z"  # a Saturday night
    w.post("queue", "urgent", "1", "urgent@example.org")
    w.post("queue", "needed", "1", "needed@example.org")
    w.post("round")
    results.check("by_night_and_at_weekends_only_what_someone_waits_for", [t for t, _ in handler.taken] == ["urgent@example.org"], w.rows())
    w.now = "2026-11-30T07:59:00Z"
    w.post("round")
    early = len(handler.taken)
    w.now = "2026-11-30T08:00:00Z"
    w.post("round")
    results.check("the_rest_goes_on_monday_at_eight", early == 1 and len(handler.taken) == 2, w.rows())
    w.post("choose", "daily")
    w.post("queue", "optional", "3", "reader@example.org")
    w.post("round")
    held = w.states().count("held")
    w.now = "2026-12-01T08:00:00Z"
    w.post("round")
    digests = handler.to("reader")
    results.check("what_is_optional_goes_once_a_day_together", held == 3 and len(digests) == 1 and
                  words_of(digests[0], "plain").count("Read it here") == 3 and w.states().count("gathered") == 3, w.rows())
    if digests:
        plain = words_of(digests[0], "plain")
        results.check("what_is_optional_says_how_to_stop_it", "Get these less often, or not at all: https://fund.example/mail-choice?token=" in
                      plain.replace("\r\n", "\n").replace("\n", " "), plain)
    w.post("choose", "none")
    before = len(w.rows())
    w.post("queue", "optional", "2", "reader@example.org")
    results.check("who_wants_none_gets_none", len(w.rows()) == before, w.rows())
    server.stop()


def test_secrets(temp):
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "secret").server(f"smtp://127.0.0.1:{server.port}")
    w.post("queue", "secret", "1", "in@example.org", "Someone", "CANARYWAITING")
    run("backup", temp / "secret.copy", db=w.db)
    results.check("a_mail_that_waits_is_in_no_backup", b"CANARYWAITING" not in (temp / "secret.copy").read_bytes())
    w.post("round")
    results.check("a_secret_body_is_gone_once_it_was_sent", w.states() == ["sent"] and w.rows()[0][3] == 1 and
                  len(handler.to("in")) == 1, w.rows())
    server.stop()


def test_kills(temp):
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "kills").server(f"smtp://127.0.0.1:{server.port}")
    count = 12 * KILLS
    w.post("queue", "urgent", str(count))
    for _ in range(KILLS):
        sending = w.post("round", wait=False)
        time.sleep(random.uniform(0.05, 0.6))
        sending.kill()
        sending.wait()
    # On a busy machine the server may be away for a moment: what waits goes minutes later.
    for hour in range(11, 24):
        w.now = f"2026-11-25T{hour}:00:00Z"
        w.post("round")
        if "waiting" not in w.states():
            break
    time.sleep(0.5)
    states = w.states()
    arrived = {}
    for _, mail in handler.taken:
        arrived[mail["Message-ID"]] = arrived.get(mail["Message-ID"], 0) + 1
    ids = {f"<{i}.{token}@fund.example>": state for i, token, state in
           w.rows("SELECT o.id, o.token, s.code FROM outbox o JOIN mail_state s ON s.id = o.state")}
    twice = [i for i, n in arrived.items() if n > 1]
    lost = [i for i, state in ids.items() if state == "sent" and i not in arrived]
    strange = [i for i, state in ids.items() if state not in ("sent", "unsure")]
    results.check(f"no_mail_is_sent_twice_in_{KILLS}_kills", not twice, twice)
    results.check("no_mail_is_lost", len(ids) == count and not lost and not strange and len(arrived) > 0, (lost, strange))
    print(f"        {count} mails, {len(arrived)} arrived, {states.count('unsure')} unsure")
    two = [w.post("queue", "urgent", "40") and None, w.post("round", wait=False), w.post("round", wait=False)]
    for sender in two[1:]:
        sender.communicate(timeout=120)
    w.post("round")
    seen = [mail["Message-ID"] for _, mail in handler.taken]
    results.check("two_senders_at_once_send_nothing_twice", len(seen) == len(set(seen)) and w.states().count("sent") == len(seen) -
                  sum(1 for i in arrived if ids.get(i) == "unsure"), len(seen))
    server.stop()


REPORT = """\
From: MAILER-DAEMON@mx.example
To: mail@fund.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b=?1"

--b=?1
Content-Type: text/plain; charset=koi8-r

It did not work.
--b=?1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; someone@example.org
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550
 no such mailbox

--b=?1
Content-Type: {kind}

From: =?koi8-r?B?8NLJ18XU?= <mail@fund.example>
Message-ID: <{id}>
Subject: x

--b=?1--
"""


def test_bounces(temp):
    w = World(temp, "bounce")
    w.post("queue", "urgent", "2", "Someone@Example.org")
    mails = w.rows("SELECT id, token FROM outbox ORDER BY id")

    def bounce(message):
        done = subprocess.run([BIN, *asking(w.db), "bounce"], input=message.encode(), capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode() + done.stderr.decode()
    forged = bounce(REPORT.format(status="5.1.1", kind="message/rfc822", id=f"{mails[0][0]}.{'0' * 32}@fund.example"))
    results.check("a_forged_bounce_marks_nothing", forged[0] == 0 and not w.rows("SELECT 1 FROM mail_addresses"), forged)
    slow = bounce(REPORT.format(status="4.2.2", kind="text/rfc822-headers", id=f"{mails[0][0]}.{mails[0][1]}@fund.example"))
    marked = w.rows("SELECT a.address, s.code, a.said FROM mail_addresses a JOIN address_state s ON s.id = a.state")
    results.check("a_delay_marks_the_address_as_slow", [m[:2] for m in marked] == [("someone@example.org", "slow")], (slow, marked))
    hard = bounce(REPORT.format(status="5.1.1", kind="message/rfc822", id=f"{mails[1][0]}.{mails[1][1]}@fund.example"))
    marked = w.rows("SELECT a.address, s.code, a.said FROM mail_addresses a JOIN address_state s ON s.id = a.state")
    results.check("a_failure_marks_the_address_and_the_mail", [m[:2] for m in marked] == [("someone@example.org", "failing")] and
                  "no such mailbox" in marked[0][2] and w.states()[1] == "returned", (hard, marked, w.states()))
    other = bounce("From: a@b\nSubject: away\n\nI am on holiday.\n")
    results.check("an_answer_out_of_office_is_passed_over", other[0] == 0 and "Nothing was done" in other[1], other)
    huge = bounce("From: a@b\nSubject: " + "x" * 5_000_000 + "\n")
    results.check("a_message_too_large_does_no_harm", huge[0] in (0, 1), huge)


def test_served(temp):
    handler = Handler()
    server = Server(handler)
    server.start()
    w = World(temp, "served")
    w.post("queue", "urgent", "1", "served@example.org")
    served = Served(w.db, "serve", env={"HOLDFAST_SMTP": f"smtp://127.0.0.1:{server.port}", "HOLDFAST_MAIL_FROM": "mail@fund.example",
                                        "HOLDFAST_URL": "https://fund.example", "HOLDFAST_NOW": WEDNESDAY})
    for _ in range(100):
        if handler.to("served"):
            break
        time.sleep(0.1)
    results.check("the_served_program_sends", len(handler.to("served")) == 1)
    results.check("and_stops_when_told", served.stop() == 0)
    refused = subprocess.run([BIN, *asking(w.db), "serve", "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=60,
                             env=dict(os.environ, HOLDFAST_SMTP="smtp://127.0.0.1", HOLDFAST_MAIL_FROM="mail@fund.example"))
    results.check("without_its_address_it_refuses_to_send_links", refused.returncode == 1 and "--url" in refused.stderr, refused)
    server.stop()
    demo = Served(database(temp, "demo"))
    visit = Visit(demo.port)
    visit.sign_in("director")
    results.check("the_pages_of_mails_and_jobs_open", visit.get("/mails").status == 200 and visit.get("/jobs").status == 200)
    whole = visit.get("/mails/1/whole")
    policy = whole.headers.get("Content-Security-Policy", "")
    results.check("a_mail_is_shown_in_a_sandbox_that_runs_and_loads_nothing", whole.status == 200 and policy.startswith("sandbox;") and
                  "default-src 'none'" in policy and "script-src" not in policy and "Welcome to the demo" in whole.text and
                  whole.headers.get("Cache-Control") == "no-store", whole.headers)
    results.check("in_the_demo_mails_count_as_sent_and_keep_their_words", "this is how a mail from" in visit.get("/mails/1").text.lower())
    page = visit.get("/jobs").text
    ran = visit.post("/jobs?job=mail.forget", {}, page="/jobs")
    results.check("a_job_runs_when_told", ran.status == 303 and "Run now" in page, (ran.status, ran.text[-300:]))
    results.check("a_job_that_is_not_there_is_absent", visit.post("/jobs?job=nothing", {}, page="/jobs").status == 404)
    demo.stop()


def main():
    wanted = sys.argv[1:]
    with folder() as temp:
        tls = make_certificates(temp)
        tests = {"tls": lambda: test_tls(temp, tls)} | {
            f.__name__.removeprefix("test_"): lambda f=f: f(temp)
            for f in (test_faults, test_broken, test_outage, test_hours, test_secrets, test_bounces, test_served, test_kills)}
        for name, test in tests.items():
            if not wanted or name in wanted:
                test()
    return results.end()


if __name__ == "__main__":
    sys.exit(main())
