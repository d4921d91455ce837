#!/usr/bin/env python3
"""Malformed and ambiguous requests, as raw bytes. Each must be refused and its connection closed: never answered as if it
had been understood, and never followed by an answer to a second request hidden inside it.

Usage: test_requests.py HOST:PORT   (a running server)
"""
import re
import socket
import sys

HOST, _, PORT = sys.argv[1].rpartition(":")
H = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
HIDDEN = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def get(target, headers=H):
    return b"GET " + target + b" HTTP/1.1\r\n" + headers + b"\r\n"


def post(headers, body=b""):
    return b"POST /sign-in/link HTTP/1.1\r\n" + H + FORM + headers + b"\r\n" + body


REFUSED = [
    # Two readings of where the body ends.
    ("content_length_twice_alike", post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"a=bcd")),
    ("content_length_twice_unlike", post(b"Content-Length: 5\r\nContent-Length: 50\r\n", b"a=bcd" + HIDDEN)),
    ("content_length_as_a_list", post(b"Content-Length: 5, 5\r\n", b"a=bcd")),
    ("content_length_and_chunked", post(b"Content-Length: 5\r\n" + CHUNKED, b"0\r\n\r\n" + HIDDEN)),
    ("chunked_and_content_length", post(CHUNKED + b"Content-Length: 5\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("content_length_negative", post(b"Content-Length: -1\r\n")),
    ("content_length_with_plus", post(b"Content-Length: +5\r\n", b"a=bcd")),
    ("content_length_hex", post(b"Content-Length: 0x5\r\n", b"a=bcd")),
    ("content_length_fraction", post(b"Content-Length: 5.0\r\n", b"a=bcd")),
    ("content_length_empty", post(b"Content-Length:\r\n")),
    ("content_length_words", post(b"Content-Length: five\r\n", b"a=bcd")),
    ("content_length_beyond_64_bits", post(b"Content-Length: 18446744073709551621\r\n", b"a=bcd")),
    ("content_length_of_a_terabyte", post(b"Content-Length: 1099511627776\r\n", b"a=b")),
    ("content_length_with_inner_space", post(b"Content-Length: 5 5\r\n", b"a=bcd")),
    ("content_length_on_get", get(b"/", H + b"Content-Length: 42\r\n") + HIDDEN),
    ("chunked_on_get", get(b"/", H + CHUNKED) + b"0\r\n\r\n" + HIDDEN),
    ("no_length_on_post", post(b"")),
    ("transfer_encoding_identity", post(b"Transfer-Encoding: identity\r\n", b"a=b")),
    ("transfer_encoding_gzip_chunked", post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n")),
    ("transfer_encoding_chunked_identity", post(b"Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n")),
    ("transfer_encoding_xchunked", post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n")),
    ("transfer_encoding_quoted", post(b"Transfer-Encoding: \"chunked\"\r\n", b"0\r\n\r\n")),
    ("transfer_encoding_twice", post(CHUNKED + CHUNKED, b"0\r\n\r\n")),
    ("transfer_encoding_with_tab_name", post(b"Transfer-Encoding\t: chunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("transfer_encoding_with_space_name", post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("transfer_encoding_with_vertical_tab", post(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("chunked_on_http_1_0", b"POST /sign-in/link HTTP/1.0\r\n" + H + FORM + CHUNKED + b"\r\n0\r\n\r\n"),
    ("chunk_size_negative", post(CHUNKED, b"-1\r\na\r\n0\r\n\r\n")),
    ("chunk_size_words", post(CHUNKED, b"zz\r\na\r\n0\r\n\r\n")),
    ("chunk_size_hex_prefix", post(CHUNKED, b"0x3\r\na=b\r\n0\r\n\r\n")),
    ("chunk_size_beyond_64_bits", post(CHUNKED, b"fffffffffffffffff\r\na\r\n")),
    ("chunk_longer_than_it_says", post(CHUNKED, b"3\r\na=bcdef\r\n0\r\n\r\n")),
    # Two readings of whom it is for.
    ("host_missing", b"GET / HTTP/1.1\r\n\r\n"),
    ("host_twice", get(b"/", H + b"Host: b.example\r\n")),
    ("host_twice_alike", get(b"/", H + H)),
    ("host_empty", get(b"/", b"Host:\r\n")),
    ("host_with_space", get(b"/", b"Host: a b\r\n")),
    ("host_with_path", get(b"/", b"Host: localhost/b\r\n")),
    ("host_with_user", get(b"/", b"Host: me@localhost\r\n")),
    ("host_with_two_ports", get(b"/", b"Host: localhost:1:2\r\n")),
    ("host_with_port_of_words", get(b"/", b"Host: localhost:http\r\n")),
    ("host_with_quote", get(b"/", b"Host: a\"b\r\n")),
    ("host_with_open_bracket", get(b"/", b"Host: [::1\r\n")),
    ("host_as_a_list", get(b"/", b"Host: localhost, b.example\r\n")),
    # Names that a stranger can point at this machine, where this machine alone is served.
    ("host_of_another_name", get(b"/sign-in", b"Host: b.example\r\n")),
    ("host_of_another_name_with_our_port", get(b"/sign-in", b"Host: b.example:" + PORT.encode() + b"\r\n")),
    ("host_of_another_name_on_http_1_0", b"GET /sign-in HTTP/1.0\r\nHost: b.example\r\n\r\n"),
    ("host_that_begins_with_localhost", get(b"/sign-in", b"Host: localhost.b.example\r\n")),
    ("host_that_ends_in_localhost", get(b"/sign-in", b"Host: b-localhost\r\n")),
    ("host_that_begins_with_our_address", get(b"/sign-in", b"Host: 127.0.0.1.b.example\r\n")),
    ("host_that_begins_with_127", get(b"/sign-in", b"Host: 127.b.example.com\r\n")),
    ("host_of_another_machine", get(b"/sign-in", b"Host: 192.0.2.1\r\n")),
    ("host_of_another_machine_by_ipv6", get(b"/sign-in", b"Host: [::2]:8080\r\n")),
    ("form_for_another_name", b"POST /sign-in/link HTTP/1.1\r\nHost: b.example\r\nOrigin: http://b.example\r\n" + FORM
                              + b"Content-Length: 3\r\n\r\na=b"),
    ("target_absolute", get(b"http://b.example/")),
    ("target_authority", get(b"b.example:443")),
    ("target_asterisk", get(b"*")),
    ("target_without_slash", get(b"sign-in")),
    # Paths that a proxy may read otherwise.
    ("path_with_coded_nul", get(b"/sign-in%00")),
    ("path_with_nul", get(b"/sign-in\x00/x")),
    ("path_with_coded_line_end", get(b"/sign-in%0d%0aSet-Cookie:%20a=b")),
    ("path_with_control_byte", get(b"/sign\x01in")),
    ("path_with_delete", get(b"/sign%7fin")),
    ("path_with_high_bytes", get(b"/sign-in\xc3\xa9")),
    ("path_with_broken_code", get(b"/sign-in%2")),
    ("path_with_code_of_no_hex", get(b"/sign-in%zz")),
    ("path_with_coded_slash", get(b"/a%2fsign-in")),
    ("path_with_backslash", get(b"/a\\sign-in")),
    ("path_with_dots", get(b"/a/../sign-in")),
    ("path_with_one_dot", get(b"/./sign-in")),
    ("path_with_coded_dots", get(b"/a/%2e%2e/sign-in")),
    ("path_with_half_coded_dots", get(b"/a/.%2E/sign-in")),
    ("path_with_fragment", get(b"/sign-in#x")),
    ("path_with_space", get(b"/sign in")),
    ("query_with_nul", get(b"/sign-in?a=\x00b")),
    ("target_too_long", get(b"/" + b"a" * 9000)),
    ("query_too_long", get(b"/?" + b"a" * 9000)),
    # Headers.
    ("header_without_colon", get(b"/", H + b"nonsense\r\n")),
    ("header_without_name", get(b"/", H + b": value\r\n")),
    ("header_without_name_or_value", get(b"/", H + b":\r\n")),
    ("header_without_name_hides_a_request", get(b"/", H + b": x\r\n" + HIDDEN)),
    ("header_with_bare_line_feed", get(b"/", H + b"A: b\nContent-Length: 5\r\n")),
    ("header_with_bare_carriage_return", get(b"/", H + b"A: b\rContent-Length: 5\r\n")),
    ("head_ended_by_bare_line_feeds", b"GET / HTTP/1.1\nHost: localhost\n\n"),
    ("head_ended_by_one_bare_line_feed", b"GET / HTTP/1.1\r\nHost: localhost\r\n\n"),
    ("header_value_cut_by_nul", get(b"/", H + b"A: b\x00c\r\n")),
    ("host_cut_by_nul", get(b"/", b"Host: localhost\x00.b.example\r\nA: b\r\n")),
    ("content_length_cut_by_nul", post(b"Content-Length: 3\x005\r\n", b"a=b")),
    ("header_name_cut_by_nul", get(b"/", H + b"A\x00B: b\r\n")),
    ("header_folded", get(b"/", H + b"A: b\r\n c\r\nD: e\r\n")),
    ("header_folded_at_the_end", get(b"/", H + b"A: b\r\n\tc\r\n")),
    ("first_header_folded", b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n"),
    ("two_spaces_in_the_request_line", b"GET  / HTTP/1.1\r\n" + H + b"\r\n"),
    ("tab_in_the_request_line", b"GET\t/ HTTP/1.1\r\n" + H + b"\r\n"),
    ("header_name_with_space", get(b"/", H + b"Bad Name: x\r\n")),
    ("header_name_with_bracket", get(b"/", H + b"Bad(Name): x\r\n")),
    ("header_name_with_high_byte", get(b"/", H + b"Bad\xffName: x\r\n")),
    ("header_value_with_control_byte", get(b"/", H + b"A: x\x01y\r\n")),
    ("header_value_with_delete", get(b"/", H + b"A: x\x7fy\r\n")),
    ("headers_too_many", get(b"/", H + b"A: b\r\n" * 150)),
    ("headers_too_long", get(b"/", H + b"A: " + b"b" * 70000 + b"\r\n")),
    ("cookie_twice", get(b"/", H + b"Cookie: holdfast=1\r\nCookie: holdfast=2\r\n")),
    ("origin_twice", post(b"Origin: http://localhost\r\nOrigin: http://b.example\r\nContent-Length: 0\r\n")),
    ("content_type_twice", post(b"Content-Type: text/plain\r\nContent-Length: 0\r\n")),
    # Methods and versions.
    ("method_put", b"PUT / HTTP/1.1\r\n" + H + b"Content-Length: 0\r\n\r\n"),
    ("method_delete", b"DELETE / HTTP/1.1\r\n" + H + b"\r\n"),
    ("method_trace", b"TRACE / HTTP/1.1\r\n" + H + b"\r\n"),
    ("method_connect", b"CONNECT localhost:443 HTTP/1.1\r\n" + H + b"\r\n"),
    ("method_options_asterisk", b"OPTIONS * HTTP/1.1\r\n" + H + b"\r\n"),
    ("method_lower_case", b"get / HTTP/1.1\r\n" + H + b"\r\n"),
    ("method_of_http_2_preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("version_2", b"GET / HTTP/2.0\r\n" + H + b"\r\n"),
    ("version_1_2", b"GET / HTTP/1.2\r\n" + H + b"\r\n"),
    ("version_words", b"GET / HTTP/one\r\n" + H + b"\r\n"),
    ("version_lower_case", b"GET / http/1.1\r\n" + H + b"\r\n"),
    ("version_missing", b"GET /\r\n" + H + b"\r\n"),
    ("not_http", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    # Forms that came from nowhere: refused in full, though the request is sound.
    ("form_without_once", post(b"Content-Length: 3\r\nConnection: close\r\n", b"a=b")),
    ("form_of_another_origin", post(b"Origin: https://b.example\r\nContent-Length: 3\r\nConnection: close\r\n", b"a=b")),
    ("form_as_plain_text", b"POST /sign-in/link HTTP/1.1\r\n" + H + b"Connection: close\r\nContent-Type: text/plain\r\n"
                           b"Content-Length: 3\r\n\r\na=b"),
]
# What must still work, so that "refuses everything" does not pass: the statuses that come back.
CLOSE = b"Connection: close\r\n"
FINE = [
    ("two_requests_at_once_get_two_answers", get(b"/sign-in") + get(b"/sign-in", H + CLOSE), [b"200", b"200"]),
    ("a_request_after_a_body_is_answered", post(b"Content-Length: 3\r\n", b"a=b") + get(b"/sign-in", H + CLOSE), [b"403", b"200"]),
    ("a_request_after_chunks_is_answered", post(CHUNKED, b"3\r\na=b\r\n0\r\n\r\n") + get(b"/sign-in", H + CLOSE), [b"403", b"200"]),
    ("get_is_fine", get(b"/sign-in", H + CLOSE), [b"200"]),
    ("get_of_our_address_is_fine", get(b"/sign-in", b"Host: 127.0.0.1:" + PORT.encode() + b"\r\n" + CLOSE), [b"200"]),
    ("get_of_ipv6_loopback_is_fine", get(b"/sign-in", b"Host: [::1]:" + PORT.encode() + b"\r\n" + CLOSE), [b"200"]),
    ("get_through_a_tunnel_is_fine", get(b"/sign-in", b"Host: LocalHost:9000\r\n" + CLOSE), [b"200"]),
    ("get_http_1_0_without_host_is_fine", b"GET /sign-in HTTP/1.0\r\n\r\n", [b"200"]),
    ("spaces_around_a_value_are_fine", get(b"/sign-in", H + b"A:b\r\nC: \t d \r\nE:\r\n" + CLOSE), [b"200"]),
    ("head_is_fine", b"HEAD /sign-in HTTP/1.1\r\n" + H + CLOSE + b"\r\n", [b"200"]),
]


def talk(data):
    """All that comes back until the server closes, and whether it did."""
    with socket.create_connection((HOST or "127.0.0.1", int(PORT)), timeout=10) as s:
        s.settimeout(5)
        answer, closed = b"", False
        try:
            s.sendall(data)
        except OSError:
            pass  # refused before the end
        try:
            while True:
                piece = s.recv(65536)
                if not piece:
                    closed = True
                    break
                answer += piece
        except ConnectionResetError:
            closed = True
        except TimeoutError:
            pass
        return answer, closed


def main():
    passed = failed = 0
    for kind, table in (("refused", REFUSED), ("fine", FINE)):
        for name, data, *wanted in table:
            answer, closed = talk(data)
            # The library says some refusals twice; what counts is that nothing else is said.
            statuses = re.findall(rb"HTTP/1\.[01] (\d\d\d)", answer)
            if kind == "refused":
                # Closed without a word is a refusal too.
                good = closed and all(s[:1] == b"4" or s == b"505" for s in statuses) and bool(statuses or not answer)
            else:
                good = closed and statuses == wanted[0]
            passed, failed = passed + good, failed + (not good)
            print(("ok      " if good else "not ok  ") + name, "" if good else f"closed={closed} {answer[:200]!r}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
