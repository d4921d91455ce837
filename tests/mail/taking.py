#!/usr/bin/env python3
"""A real mail server for other tests: STARTTLS and a password first, then every mail becomes a file that the test reads.
Usage: taking.py FOLDER. Prints one line, {"url": …, "ca": …}; FOLDER/mails/0001.json and so on; ends when its input does.
Whoever is called nobody@… has no mailbox."""
import email
import email.policy
import json
import logging
import os
import pathlib
import socket
import ssl
import subprocess
import sys
import threading
import warnings


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def make_certificates(temp, others=("other",)):
    """An authority, a server that it vouches for, and authorities that nobody should trust."""
    def openssl(*argv):
        subprocess.run(["openssl", *argv], cwd=temp, check=True, capture_output=True)
    for ca in ("ca", *others):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{ca}.key", "-out", f"{ca}.pem", "-days", "30",
                "-subj", f"/CN=Test {ca}", "-addext", "basicConstraints=critical,CA:TRUE")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (temp / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.pem",
            "-days", "30", "-extfile", "names")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(temp / "server.pem", temp / "server.key")
    return context


class Handler:
    def __init__(self, folder):
        self.folder, self.count, self.lock = folder, 0, threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.SMTP)
        kept = {"to": envelope.rcpt_tos, "subject": str(mail["Subject"]), "tls": session.ssl is not None,
                "plain": mail.get_body(("plain",)).get_content(), "html": mail.get_body(("html",)).get_content()}
        with self.lock:
            self.count += 1
            path = self.folder / f"{self.count:04d}.json"
        path.with_suffix(".part").write_text(json.dumps(kept))
        os.rename(path.with_suffix(".part"), path)  # never seen by halves
        return "250 2.0.0 taken"


def main():
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    temp = pathlib.Path(sys.argv[1])
    (temp / "mails").mkdir()

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.login == b"holdfast" and data.password == b"p@ss word", handled=True)
    server = Controller(Handler(temp / "mails"), hostname="127.0.0.1", port=free_port(), tls_context=make_certificates(temp, ()),
                        require_starttls=True, auth_required=True, auth_require_tls=True, authenticator=check)
    server.start()
    print(json.dumps({"url": f"smtp://holdfast:p%40ss%20word@localhost:{server.port}", "ca": str(temp / "ca.pem")}), flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
