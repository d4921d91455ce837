/*
 * The first connection to a server, made for one reason: where it cannot be had, an administrator
 * reads why, and what to do. Nothing is repeated that could be of a password: libpq's complaints
 * about a URL quote it, so a URL is judged before libpq sees it, and those complaints are not
 * passed on.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/where.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct attempt {
    struct arena *arena;
    const char *url, *said;
    bool create;
    PGconn *conn;
    text words; /* what libpq and the server said, in one line */
    text code;  /* the server's, such as 28P01; "" when it said none */
};

static void connection_finish(void *attempt)
{
    PQfinish(((struct attempt *)attempt)->conn);
}

/* What libpq or the server said, in one line. */
static text one_line(struct arena *arena, const char *message)
{
    struct text_builder words = {.arena = arena};
    for (text rest = text_trim(text_of(message)); rest.ptr;) {
        const text line = text_trim(text_cut(&rest, '\n'));
        if (text_present(line))
            text_add_format(&words, "%s%.*s", words.len ? " " : "", TEXT_ARG(line));
    }
    text said = text_built(&words);
    while (text_ends(said, T(".")))
        said = text_slice(said, 0, said.len - 1);
    return said;
}

/* ---- What to do */

static text host_of(const struct attempt *a)
{
    const char *const host = PQhost(a->conn);
    const char *const port = PQport(a->conn);
    return text_format(a->arena, "%s%s%s", host && *host ? host : "the server",
                       port && *port ? ", port " : "", port ? port : "");
}

static const char *user_of(const struct attempt *a)
{
    const char *const user = PQuser(a->conn);
    return user && *user ? user : "this user";
}

static const char *database_of(const struct attempt *a)
{
    const char *const database = PQdb(a->conn);
    return database && *database ? database : "NAME";
}

static text no_database(const struct attempt *a)
{
    return text_format(a->arena,
                       "There is no database %s on %.*s. Make it, as an administrator of that "
                       "server: createdb --template template0 --encoding UTF8 --owner %s %s%s",
                       database_of(a), TEXT_ARG(host_of(a)), user_of(a), database_of(a),
                       a->create ? " — and then run this again." : " — and then: holdfast init.");
}

static text wrong_password(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s does not take the password of %s. Put the right one in ~/.pgpass "
                       "(HOST:PORT:DATABASE:USER:PASSWORD, a file that only you may read) or in "
                       "PGPASSWORD.",
                       a->said, user_of(a));
}

static text no_password(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s asks for the password of %s, and none was given. Put it in ~/.pgpass "
                       "(HOST:PORT:DATABASE:USER:PASSWORD, a file that only you may read) or in "
                       "PGPASSWORD.",
                       a->said, user_of(a));
}

/* The server's own words, without libpq's about which host it was. */
static text of_the_server(const struct attempt *a)
{
    const ptrdiff_t at = text_find(a->words, T("FATAL:"));
    return at < 0 ? a->words : text_trim(text_slice(a->words, (size_t)at + 6, a->words.len));
}

static text not_let_in(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s does not let %s in: %.*s. Make the role with: createuser %s. Or let it "
                       "in by a line of the server's pg_hba.conf, and reload the server.",
                       a->said, user_of(a), TEXT_ARG(of_the_server(a)), user_of(a));
}

static text not_granted(const struct attempt *a)
{
    return text_format(
        a->arena,
        "%s may not connect to the database %s. As its owner, in psql: GRANT CONNECT "
        "ON DATABASE \"%s\" TO \"%s\".",
        user_of(a), database_of(a), database_of(a), user_of(a));
}

static text too_many(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s has no connection left to give. End programs that hold some, or raise "
                       "max_connections there.",
                       a->said);
}

static text busy(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s is starting, stopping or recovering: %.*s. Try again in a "
                       "minute; its log says how far it is.",
                       a->said, TEXT_ARG(of_the_server(a)));
}

static text nobody_there(const struct attempt *a)
{
    return text_format(a->arena,
                       "Nothing answers at %.*s. Is PostgreSQL running there, does its "
                       "listen_addresses let you in, is the port right, and no firewall between?",
                       TEXT_ARG(host_of(a)));
}

static text no_host(const struct attempt *a)
{
    return text_format(a->arena,
                       "The host of %s is not found. Look for a slip in its name, or in this "
                       "machine's DNS.",
                       a->said);
}

static text no_tls(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s has no TLS, which was asked for. Turn ssl on at the server. Without TLS "
                       "(sslmode=disable) everybody on the way can read all that is sent.",
                       a->said);
}

static text bad_certificate(const struct attempt *a)
{
    return text_format(
        a->arena,
        "%s is not trusted: %.*s. sslrootcert names the file of the authority that "
        "signed its certificate, and the certificate must bear the name of the host.",
        a->said, TEXT_ARG(a->words));
}

static text wrong_kind(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s is not a server as was asked for (target_session_attrs): %.*s. Name the "
                       "host that takes writes, or all hosts with commas between them.",
                       a->said, TEXT_ARG(a->words));
}

static text no_service(const struct attempt *a)
{
    return text_format(a->arena, "%.*s. Put it into ~/.pg_service.conf, or name no service.",
                       TEXT_ARG(a->words));
}

static text not_postgresql(const struct attempt *a)
{
    return text_format(a->arena,
                       "What answers at %.*s is not PostgreSQL, or broke off. Is the port right?",
                       TEXT_ARG(host_of(a)));
}

static text not_a_url(const struct attempt *a)
{
    return text_format(a->arena,
                       "%s cannot be read as the URL of a database. Write it as "
                       "postgresql://USER@HOST:PORT/DATABASE. In a name or password, write @ as "
                       "%%40, / as %%2F, : as %%3A, ? as %%3F and %% as %%25; a password is better "
                       "kept in ~/.pgpass.",
                       a->said);
}

/* ---- Which of them */

/* By the server's code, whatever language it speaks. */
static const struct {
    const char *code;
    text (*say)(const struct attempt *a);
} by_code[] = {
    {"28P01", wrong_password}, {"28000", not_let_in}, {"3D000", no_database},
    {"42501", not_granted},    {"53300", too_many},   {"57P03", busy},
    {"57P01", busy},           {"57P02", busy},
};

/* By libpq's own words, which are English as long as nobody calls setlocale(). The first that fits;
 * of several hosts each has its own words. */
static const struct {
    const char *words;
    text (*say)(const struct attempt *a);
} by_words[] = {
    {"no password supplied", no_password},
    {"could not translate host name", no_host},
    {"does not support SSL", no_tls},
    {"certificate", bad_certificate},
    {"SSL error", bad_certificate},
    {"session is read-only", wrong_kind},
    {"session is not read-only", wrong_kind},
    {"hot standby mode", wrong_kind},
    {"definition of service", no_service},
    {"service file", no_service},
    {"Connection refused", nobody_there},
    {"No such file or directory", nobody_there},
    {"timeout expired", nobody_there},
    {"timed out", nobody_there},
    {"unreachable", nobody_there},
    {"No route to host", nobody_there},
    {"received invalid response", not_postgresql},
    {"expected authentication request", not_postgresql},
    {"expected message", not_postgresql},
    {"closed the connection unexpectedly", not_postgresql},
    {"Connection reset", not_postgresql},
};

static text why_not(const struct attempt *a)
{
    for (size_t i = 0; i < sizeof by_code / sizeof *by_code; i++)
        if (text_eq(a->code, text_of(by_code[i].code)))
            return by_code[i].say(a);
    for (size_t i = 0; i < sizeof by_words / sizeof *by_words; i++)
        if (text_find(a->words, text_of(by_words[i].words)) >= 0)
            return by_words[i].say(a);
    return text_format(a->arena, "%s cannot be reached: %.*s.", a->said, TEXT_ARG(a->words));
}

/* ---- Trying */

enum { SECONDS_TO_CONNECT = 10, KEYWORDS = 6 };

/* What stands before the URL gives way to what the URL says. */
static PGconn *try_at_once(const struct attempt *a, const char *kind)
{
    const char *const seconds = getenv("PGCONNECT_TIMEOUT");
    const char *const keyword[KEYWORDS] = {"connect_timeout", "fallback_application_name",
                                           "target_session_attrs", "dbname", "client_encoding"};
    const char *const value[KEYWORDS] = {seconds && *seconds ? seconds : "10", "holdfast", kind,
                                         a->url, "UTF8"};
    return PQconnectdbParams(keyword, value, 1);
}

/* libpq tells the server's code only to who asks for it before the connection is made, and the
 * call that waits for each host's own time-out gives no chance to ask. So where that one failed,
 * this asks again. */
static text code_of(const struct attempt *a)
{
    const char *const keyword[] = {"dbname", NULL};
    const char *const value[] = {a->url, NULL};
    PGconn *const again = PQconnectStartParams(keyword, value, 1);
    text code = T("");
    (void)PQsetErrorVerbosity(again, PQERRORS_VERBOSE);
    const time_t until = time(NULL) + SECONDS_TO_CONNECT;
    for (PostgresPollingStatusType state = PGRES_POLLING_WRITING;
         state != PGRES_POLLING_FAILED && state != PGRES_POLLING_OK && time(NULL) < until;) {
        (void)nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        state = PQconnectPoll(again);
    }
    /* "FATAL:  28P01: password authentication failed": two spaces, five signs, a colon. */
    for (text rest = text_of(PQerrorMessage(again)); rest.ptr && !code.len;) {
        const text line = text_cut(&rest, '\n');
        const ptrdiff_t at = text_find(line, T(":  "));
        const size_t from = (size_t)at + 3;
        if (at >= 0 && line.len > from + 5 && line.ptr[from + 5] == ':')
            code = text_copy(a->arena, text_slice(line, from, from + 5));
    }
    PQfinish(again);
    return code;
}

static bool readable(struct attempt *a)
{
    PQconninfoOption *const read = where_is_plain(a->url) ? PQconninfoParse(a->url, NULL) : NULL;
    PQconninfoFree(read);
    return read != NULL;
}

PGconn *pg_reach(struct arena *arena, const char *url, bool create, bool writes, text *say)
{
    struct attempt *const a = arena_make(arena, struct attempt);
    *a = (struct attempt){.arena = arena,
                          .url = url,
                          .said = text_cstr(arena, where_said(arena, url)),
                          .create = create,
                          .code = T("")};
    arena_on_close(arena, connection_finish, a);
    *say = T("");
    if (!readable(a)) {
        *say = not_a_url(a);
        return NULL;
    }
    a->conn = try_at_once(a, writes ? "read-write" : "any");
    /* None of the hosts takes writes: any of them is asked why, in words better than libpq's. */
    if (writes && PQstatus(a->conn) != CONNECTION_OK &&
        strstr(PQerrorMessage(a->conn), "session is read-only")) {
        PQfinish(a->conn);
        a->conn = try_at_once(a, "any");
    }
    if (PQstatus(a->conn) == CONNECTION_OK) {
        PQsetNoticeReceiver(a->conn, pg_tell_nobody, NULL);
        return a->conn;
    }
    a->words = one_line(arena, PQerrorMessage(a->conn));
    a->code = code_of(a);
    *say = why_not(a);
    return NULL;
}
