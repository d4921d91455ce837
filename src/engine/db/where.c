/*
 * A URL is taken apart here only to be said: libpq reads it by itself. libpq takes what stands
 * before the first "@" for user and password, if no "/" comes before it. So in
 * postgresql://ana:a/b@host it finds the host "ana" and complains of the port "a", and in
 * postgresql://ana:a@b@host it looks for the host "b@host": words that people would read on the
 * screen and in the log. Such URLs are not plain, and are refused before libpq sees them.
 */
#include "engine/db/where.h"

#include <string.h>

/* postgresql://USER:PASSWORD@HOSTS/DATABASE?OPTIONS; what is not there is absent. */
struct parts {
    text scheme, user, hosts, database, options;
    bool plain;
};

static const text schemes[] = {{.ptr = "postgresql://", .len = 13},
                               {.ptr = "postgres://", .len = 11}};

/* What a URL may say after its "?", as libpq names it, and what is shown of it: what another
 * command needs to find the same database. */
static const struct option {
    const char *name;
    bool shown;
} options[] = {
    {"host", true},
    {"hostaddr", true},
    {"port", true},
    {"dbname", true},
    {"user", true},
    {"service", true},
    {"sslmode", true},
    {"sslrootcert", true},
    {"target_session_attrs", true},
    {"application_name", false},
    {"channel_binding", false},
    {"client_encoding", false},
    {"connect_timeout", false},
    {"fallback_application_name", false},
    {"gssencmode", false},
    {"gsslib", false},
    {"keepalives", false},
    {"keepalives_count", false},
    {"keepalives_idle", false},
    {"keepalives_interval", false},
    {"krbsrvname", false},
    {"options", false},
    {"passfile", false},
    {"password", false},
    {"replication", false},
    {"requirepeer", false},
    {"ssl", false},
    {"ssl_max_protocol_version", false},
    {"ssl_min_protocol_version", false},
    {"sslcert", false},
    {"sslcompression", false},
    {"sslcrl", false},
    {"sslcrldir", false},
    {"sslkey", false},
    {"sslpassword", false},
    {"sslsni", false},
    {"tcp_user_timeout", false},
};

static const struct option *option_find(text name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (text_eq(name, text_of(options[i].name)))
            return &options[i];
    return NULL;
}

/* The place of the first of `bytes` in t, or its end. */
static size_t first_of(text t, const char *bytes)
{
    size_t i = 0;
    while (i < t.len && !strchr(bytes, t.ptr[i]))
        i++;
    return i;
}

static bool digits_only(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
    return true;
}

/* "host:5432,[::1]:5433": a port is a number, or what was meant for a password stands there. */
static bool hosts_plain(text hosts)
{
    for (text rest = hosts; rest.ptr;) {
        text host = text_cut(&rest, ',');
        if (host.len > 0 && host.ptr[0] == '[')
            host = text_slice(host, first_of(host, "]"), host.len);
        const size_t colon = first_of(host, ":");
        if (!digits_only(text_slice(host, colon + 1, host.len)))
            return false;
    }
    return true;
}

static bool options_plain(text all)
{
    for (text rest = all; rest.ptr;) {
        const text one = text_cut(&rest, '&');
        const size_t equals = first_of(one, "=");
        if (equals == one.len || !option_find(text_slice(one, 0, equals)))
            return false;
    }
    return true;
}

static struct parts take_apart(const char *url)
{
    struct parts parts = {.plain = false};
    text rest = text_of(url);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_starts(rest, schemes[i]))
            parts.scheme = schemes[i];
    rest = text_slice(rest, parts.scheme.len, rest.len);
    const size_t at = first_of(rest, "@/");
    if (at < rest.len && rest.ptr[at] == '@') {
        const text before = text_slice(rest, 0, at);
        parts.user = text_slice(before, 0, first_of(before, ":"));
        rest = text_slice(rest, at + 1, rest.len);
    }
    const size_t question = first_of(rest, "?");
    if (question < rest.len)
        parts.options = text_slice(rest, question + 1, rest.len);
    const text place = text_slice(rest, 0, question);
    const size_t slash = first_of(place, "/");
    parts.hosts = text_slice(place, 0, slash);
    if (slash < place.len)
        parts.database = text_slice(place, slash + 1, place.len);
    parts.plain = first_of(place, "@") == place.len &&
                  first_of(parts.database, "/") == parts.database.len && hosts_plain(parts.hosts) &&
                  (!parts.options.len || options_plain(parts.options));
    return parts;
}

bool where_is_url(const char *where)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (text_starts(text_of(where), schemes[i]))
            return true;
    return false;
}

text where_mistaken(const char *where)
{
    const text slips[] = {T("host="), T("dbname="), T("postgres:"), T("postgresql:")};
    const text all = text_of(where);
    const ptrdiff_t scheme = text_find(all, T("://"));
    bool slip = scheme > 0 && text_find(text_slice(all, 0, (size_t)scheme), T("/")) < 0;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        slip = slip || (all.len >= slips[i].len &&
                        text_eq_fold(text_slice(all, 0, slips[i].len), slips[i]));
    return slip && !where_is_url(where)
               ? T("It looks like a server\u2019s address, and is not written as one. Write "
                   "postgresql://ROLE@HOST/DATABASE, or the path of a file.")
               : TEXT_ABSENT;
}

bool where_is_plain(const char *url)
{
    return take_apart(url).plain;
}

text where_said(struct arena *arena, const char *where)
{
    if (!where_is_url(where))
        return text_of(where);
    const struct parts parts = take_apart(where);
    if (!parts.plain)
        return T("postgresql://…");
    struct text_builder said = {.arena = arena};
    text_add(&said, parts.scheme);
    if (text_present(parts.user))
        text_add_format(&said, "%.*s@", TEXT_ARG(parts.user));
    text_add(&said, parts.hosts);
    if (parts.database.ptr)
        text_add_format(&said, "/%.*s", TEXT_ARG(parts.database));
    bool first = true;
    for (text rest = parts.options; rest.ptr;) {
        const text one = text_cut(&rest, '&');
        const struct option *const option = option_find(text_slice(one, 0, first_of(one, "=")));
        if (!option || !option->shown)
            continue;
        text_add_format(&said, "%s%.*s", first ? "?" : "&", TEXT_ARG(one));
        first = false;
    }
    return text_built(&said);
}
