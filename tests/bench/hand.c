/*
 * The rival: the list of grants and a grant's page as someone in a hurry for speed would write them
 * by hand, in one program. Each of the server's threads has a connection and prepared statements of
 * its own, there is no router, guard chain or form parser, and the markup is spelled out between
 * calls of an escape function.
 *
 * It does the same work: the texts of its statements are the product's (looked up by name, so that
 * they cannot drift), in one transaction for each page; the session is looked up by the hash of its
 * token; every form has a signed once value of its own; the headers of the answer are the same.
 * tests/bench/test_rival.py holds it to the same bodies, headers, statements and refusals.
 *
 * Usage: hand DATABASE PORT FILE          FILE is what /bare answers: the library's ceiling
 *
 * /statements answers how many statements this thread has run since it was last asked: SQLite
 * counts them anyway. tests/bench/test_rival.py compares that with the product's log.
 */
#include "engine/db/db.h"
#include "engine/web/server.h"
#include "hand_frame.h"
#include "hand_write.h"

#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_ROWS = 25, COUNT_MOST = 1001, OPTIONS = 500, SPLIT_MOST = 64 };

enum statement {
    SHOWN,
    SESSION,
    LIST,
    COUNT,
    PROGRAMMES,
    ROUNDS,
    FUNDERS,
    SEEN,
    FIND,
    SEATS,
    LEDGER,
    LINES,
    REGIONS,
    METHODS,
    PURPOSES,
    EXTRAS,
    CONTACT,
    BEGIN,
    COMMIT,
    STATEMENTS
};
static const char *const statement_names[] = {
    [SHOWN] = "settings/settings_shown",
    [SESSION] = "signin/session_viewer",
    [LIST] = "grants/grants_list[all,newest,first]",
    [COUNT] = "grants/grants_list_count[all]",
    [PROGRAMMES] = "programmes/programmes_first",
    [ROUNDS] = "grants/round_choices",
    [FUNDERS] = "grants/grant_funder_choices",
    [SEEN] = "grants/grant_seen",
    [FIND] = "grants/grant_find",
    [SEATS] = "grants/grant_seats_of",
    [LEDGER] = "grants/grant_ledger_of",
    [LINES] = "grants/grant_lines_of",
    [REGIONS] = "grants/grant_regions_of",
    [METHODS] = "grants/grant_methods_of",
    [PURPOSES] = "grants/grant_purposes_of",
    [EXTRAS] = "grants/grant_extras_of",
    [CONTACT] = "people/grant_contact",
};
static const char *const region_labels[] = {
    "Scotland",      "Northern Ireland", "Wales",
    "North East",    "North West",       "Yorkshire and The Humber",
    "East Midlands", "West Midlands",    "East of England",
    "London",        "South East",       "South West"};
static const char *const seat_labels[] = {"Lead partner", "Member", "Network"};
static const char *const award_labels[] = {"Award", "Uplift", "Variation", "Correction"};
static const char *const restriction_labels[] = {"Unrestricted", "Core costs",
                                                 "Restricted to the work described"};
static const char *const method_labels[] = {
    "Community organising",     "Strategic litigation", "Political advocacy",
    "Strategic communications", "Direct action",        "Local or national campaigning"};

/* ---- The database: each thread has its own ---- */

struct worker {
    sqlite3 *db;
    sqlite3_stmt *stmt[STATEMENTS];
};

struct hand {
    const char *path;
    struct page head, top; /* of the frame, put together once */
    struct page bare;
    long long today;
    unsigned boot;
    atomic_ullong requests;
};

static const char *sql_of(const char *name)
{
    for (size_t i = 0; i < db_registry_count; i++)
        if (strcmp(db_registry[i]->name, name) == 0)
            return db_registry[i]->sqlite;
    fprintf(stderr, "hand: the product has no statement %s any more\n", name);
    exit(1);
}

static void must(sqlite3 *db, int rc)
{
    if (rc == SQLITE_OK)
        return;
    fprintf(stderr, "hand: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    must(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL));
    return stmt;
}

static struct worker *worker_of(const struct hand *hand)
{
    static _Thread_local struct worker own;
    if (own.db)
        return &own;
    must(own.db,
         sqlite3_open_v2(hand->path, &own.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL));
    must(own.db, sqlite3_exec(own.db, "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;",
                              NULL, NULL, NULL));
    for (int i = 0; i < BEGIN; i++)
        own.stmt[i] = prepare(own.db, sql_of(statement_names[i]));
    own.stmt[BEGIN] = prepare(own.db, "BEGIN");
    own.stmt[COMMIT] = prepare(own.db, "COMMIT");
    return &own;
}

static bool step(struct worker *w, enum statement which)
{
    const int rc = sqlite3_step(w->stmt[which]);
    if (rc == SQLITE_ROW)
        return true;
    sqlite3_reset(w->stmt[which]);
    return false;
}

static void put_in(struct worker *w, enum statement which, long long value)
{
    sqlite3_bind_int64(w->stmt[which], 1, value);
}

static long long num(struct worker *w, enum statement which, int column)
{
    return sqlite3_column_int64(w->stmt[which], column);
}

static bool has(struct worker *w, enum statement which, int column)
{
    return sqlite3_column_type(w->stmt[which], column) != SQLITE_NULL;
}

static const char *plain(struct worker *w, enum statement which, int column)
{
    const union {
        const unsigned char *in;
        const char *out;
    } s = {.in = sqlite3_column_text(w->stmt[which], column)};
    return s.in ? s.out : "";
}

static void words(struct page *p, struct worker *w, enum statement which, int column)
{
    const char *const s = plain(w, which, column);
    escape(p, s, (size_t)sqlite3_column_bytes(w->stmt[which], column));
}

/* ---- Who asks ---- */

enum { HOUR = 3600, IDLE = 2 * HOUR, ABSOLUTE = 12 * HOUR, SLACK = 300, SIGN_IN_DEMO = 2 };
enum { STAFF = 0x1f, EDITOR = 0x0a, DIRECTOR = 0x08, OF_ANOTHER = 0x380, PAYS = 0x20 };
enum { PANEL = 0x40, LEARNING_PARTNER = 0x400, NOTES = 8192 };

struct asker {
    struct page name;
    unsigned char secret[32];
    long long roles;
};

/* When each session was used last: kept in memory, as the product does, and written by nobody. */
struct note {
    unsigned char hash[crypto_generichash_BYTES];
    long long used;
};
static pthread_mutex_t notes_lock = PTHREAD_MUTEX_INITIALIZER;
static struct note notes[NOTES];

static long long last_used(const unsigned char *hash, long long stored, long long now)
{
    size_t where;
    memcpy(&where, hash, sizeof where);
    struct note *const note = &notes[where % NOTES];
    pthread_mutex_lock(&notes_lock);
    if (memcmp(note->hash, hash, sizeof note->hash) != 0) {
        memcpy(note->hash, hash, sizeof note->hash);
        note->used = stored;
    }
    const long long used = note->used > stored ? note->used : stored;
    if (now > note->used)
        note->used = now;
    pthread_mutex_unlock(&notes_lock);
    return used;
}

static const char *find_mark(const char *const (*marks)[2], const char *agent)
{
    for (; (*marks)[0]; marks++)
        if (agent && strstr(agent, (*marks)[0]))
            break;
    return (*marks)[1];
}

/* Whether a session is used by another kind of browser than it began in. */
static bool is_elsewhere(struct worker *w, const char *agent)
{
    static const char *const browsers[][2] = {
        {"Edg", "Edge"},          {"OPR/", "Opera"},        {"SamsungBrowser/", "Samsung Internet"},
        {"Firefox/", "Firefox"},  {"FxiOS/", "Firefox"},    {"CriOS/", "Chrome"},
        {"Chrome/", "Chrome"},    {"Chromium/", "Chrome"},  {"Safari/", "Safari"},
        {"Trident/", "Explorer"}, {NULL, "Another browser"}};
    static const char *const systems[][2] = {{"Windows", "Windows"},   {"Android", "Android"},
                                             {"iPhone", "an iPhone"},  {"iPad", "an iPad"},
                                             {"CrOS", "a Chromebook"}, {"Macintosh", "a Mac"},
                                             {"Linux", "Linux"},       {NULL, "another system"}};
    const char *const browser = find_mark(browsers, agent), *const system =
                                                                find_mark(systems, agent);
    const char *const as = plain(w, SESSION, 9);
    const size_t len = strlen(browser);
    return has(w, SESSION, 9) &&
           (strncmp(as, browser, len) != 0 || strncmp(as + len, " on ", 4) != 0 ||
            strcmp(as + len + 4, system) != 0);
}

/* The staff's bits of the hat that is on; 0: another hat, or one of several, whose pages differ. */
static long long hat_roles(struct worker *w)
{
    const long long roles = num(w, SESSION, 2), hat = num(w, SESSION, 4);
    const long long hats = ((roles & STAFF) != 0) + ((roles & PAYS) != 0) + ((roles & PANEL) != 0) +
                           ((roles & LEARNING_PARTNER) != 0) +
                           (num(w, SESSION, 14) ? 2 : num(w, SESSION, 13) != 0);
    if ((hat & OF_ANOTHER) || hats > 1)
        return 0;
    return roles & hat & STAFF ? roles & hat & STAFF : roles & STAFF;
}

static bool session_holds(struct worker *w, const unsigned char *hash, const char *agent,
                          long long now, struct asker *viewer)
{
    viewer->roles = hat_roles(w);
    const long long made = num(w, SESSION, 6), ends = num(w, SESSION, 7);
    const long long used = last_used(hash, has(w, SESSION, 8) ? num(w, SESSION, 8) : made, now);
    if (now >= ends || now >= made + ABSOLUTE || now >= used + IDLE || is_elsewhere(w, agent))
        return false;
    const bool demo = has(w, SESSION, 10) && num(w, SESSION, 10) == SIGN_IN_DEMO;
    const bool second = num(w, SESSION, 12) && has(w, SESSION, 11) &&
                        (!(viewer->roles & DIRECTOR) || now < num(w, SESSION, 11) + ABSOLUTE);
    return (demo || second) && (viewer->roles & EDITOR); /* who may only read has another page */
}

static bool viewer_find(struct worker *w, const char *token, const char *agent,
                        struct asker *viewer)
{
    unsigned char raw[32], hash[crypto_generichash_BYTES];
    size_t size;
    const long long now = time(NULL);
    if (!token || sodium_hex2bin(raw, sizeof raw, token, strlen(token), NULL, &size, NULL) ||
        size != sizeof raw)
        return false;
    crypto_generichash(hash, sizeof hash, raw, sizeof raw, NULL, 0);
    sqlite3_bind_blob(w->stmt[SESSION], 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_int64(w->stmt[SESSION], 2, now + SLACK);
    const bool found = step(w, SESSION) && session_holds(w, hash, agent, now, viewer) &&
                       sqlite3_column_bytes(w->stmt[SESSION], 3) == sizeof viewer->secret;
    if (found) {
        words(&viewer->name, w, SESSION, 1);
        memcpy(viewer->secret, sqlite3_column_blob(w->stmt[SESSION], 3), sizeof viewer->secret);
    }
    sqlite3_reset(w->stmt[SESSION]);
    sqlite3_clear_bindings(w->stmt[SESSION]);
    return found;
}

static void once(struct page *p, const struct asker *viewer)
{
    unsigned char nonce[16], mac[crypto_auth_BYTES];
    char hex[2 * sizeof nonce + 2 + 2 * sizeof mac];
    crypto_auth_hmacsha512256_state state;
    randombytes_buf(nonce, sizeof nonce);
    crypto_auth_hmacsha512256_init(&state, viewer->secret, sizeof viewer->secret);
    crypto_auth_hmacsha512256_update(&state, (const unsigned char *)"once:", 5);
    crypto_auth_hmacsha512256_update(&state, nonce, sizeof nonce);
    crypto_auth_hmacsha512256_final(&state, mac);
    sodium_bin2hex(hex, sizeof hex, nonce, sizeof nonce);
    hex[2 * sizeof nonce] = '.';
    sodium_bin2hex(hex + 2 * sizeof nonce + 1, 2 * sizeof mac + 1, mac, sizeof mac);
    put(p, hex, sizeof hex - 1);
}

/* ---- The frame: what is set for the whole site stands in SHOWN's row until the page's end ---- */

enum { NAME, ACCENT, ACCENT_DARK, MAIL, PHONE, HELP, LOGO };

static void frame_make(struct hand *hand)
{
    PUT(&hand->head, frame_asset_0);
    say(&hand->head, asset_path(T("logo.svg")).ptr);
    PUT(&hand->head, frame_asset_1);
    say(&hand->head, asset_path(T("fonts/hanken.woff2")).ptr);
    PUT(&hand->head, frame_asset_2);
    say(&hand->head, asset_path(T("app.css")).ptr);
    PUT(&hand->head, frame_asset_3);
    PUT(&hand->top, frame_script);
    say(&hand->top, asset_path(T("app.js")).ptr);
    PUT(&hand->top, frame_asset_4);
    date_put(&hand->top, hand->today, false);
    PUT(&hand->top, frame_asset_5);
}

static void colour(struct page *p, struct worker *w, int column)
{
    const char *const as = plain(w, SHOWN, column);
    say(p, *as == '#' ? as + 1 : as);
}

static void frame_theme(struct page *p, struct worker *w)
{
    if (!has(w, SHOWN, ACCENT) || !has(w, SHOWN, ACCENT_DARK))
        return;
    PUT(p, frame_theme_0);
    colour(p, w, ACCENT);
    PUT(p, "-");
    colour(p, w, ACCENT_DARK);
    PUT(p, "\">");
}

static void frame_logo(struct page *p, struct worker *w)
{
    if (has(w, SHOWN, LOGO)) {
        PUT(p, frame_own_0);
        words(p, w, SHOWN, LOGO);
        PUT(p, frame_own_1);
        words(p, w, SHOWN, NAME);
        PUT(p, frame_own_2);
    } else {
        PUT(p, frame_logo_0);
        PUT(p, frame_logo_1);
        words(p, w, SHOWN, NAME);
    }
}

static void frame_top(struct page *p, struct worker *w, const struct hand *hand,
                      const struct asker *viewer)
{
    PUT(p, " - ");
    words(p, w, SHOWN, NAME);
    put(p, hand->head.ptr, hand->head.len);
    frame_theme(p, w);
    put(p, hand->top.ptr, hand->top.len);
    frame_logo(p, w);
    PUT(p, frame_nav);
    if (viewer->roles & DIRECTOR)
        PUT(p, frame_settings);
    PUT(p, frame_you);
    once(p, viewer);
    PUT(p, frame_sign_out);
    put(p, viewer->name.ptr, viewer->name.len);
    PUT(p, frame_top_end);
}
#define PAGE_START                                                                                 \
    "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>"

static void frame_phone(struct page *p, struct worker *w)
{
    const char *const phone = plain(w, SHOWN, PHONE);
    char number[256];
    size_t len = 0;
    for (const char *c = phone; *c && len < sizeof number; c++) {
        if (len && *number == '+' && c > phone && c[-1] == '(' && *c == '0')
            continue; /* dialled only without the plus */
        if ((*c >= '0' && *c <= '9') || (*c == '+' && len == 0))
            number[len++] = *c;
    }
    if (len) {
        PUT(p, "<a class=\"num\" href=\"tel:");
        put(p, number, len);
        PUT(p, "\">");
    } else {
        PUT(p, "<span class=\"num\">");
    }
    words(p, w, SHOWN, PHONE);
    say(p, len ? "</a>" : "</span>");
}

static void frame_help(struct page *p, struct worker *w)
{
    const bool mail = *plain(w, SHOWN, MAIL), phone = *plain(w, SHOWN, PHONE);
    if (!mail && !phone) {
        PUT(p, frame_no_help);
        return;
    }
    PUT(p, "<p>");
    if (mail) {
        PUT(p, "Write to <a href=\"mailto:");
        words(p, w, SHOWN, MAIL);
        PUT(p, "\">");
        words(p, w, SHOWN, MAIL);
        PUT(p, "</a>");
    }
    if (phone) {
        say(p, mail ? " or call \n" : "Call \n");
        frame_phone(p, w);
    }
    PUT(p, ".");
    if (*plain(w, SHOWN, HELP)) {
        PUT(p, " ");
        words(p, w, SHOWN, HELP);
    }
    PUT(p, "</p>\n\n");
}

static void frame_end(struct page *p, struct worker *w, struct hand *hand)
{
    char id[40];
    PUT(p, frame_foot_0);
    words(p, w, SHOWN, NAME);
    PUT(p, frame_foot_1);
    frame_help(p, w);
    PUT(p, frame_number);
    const int len =
        snprintf(id, sizeof id, "%08x-%llx", hand->boot, atomic_fetch_add(&hand->requests, 1) + 1);
    put(p, id, (size_t)len);
    PUT(p, frame_foot_2);
}

/* ---- The list ---- */

static void option(struct page *p, struct worker *w, enum statement which)
{
    PUT(p, "<option value=\"");
    number(p, num(w, which, 0), false);
    PUT(p, "\">");
    words(p, w, which, 1);
    if (which == PROGRAMMES && !num(w, which, 3)) {
        PUT(p, " (");
        words(p, w, which, 2);
        PUT(p, ")");
    }
    PUT(p, "</option>\n");
}

static void list_row(struct page *p, struct worker *w, long long today)
{
    PUT(p, "\n<tr>\n<th scope=\"row\"><a href=\"/grants/");
    number(p, num(w, LIST, 0), false);
    PUT(p, "\">");
    words(p, w, LIST, 2);
    PUT(p, "</a>\n<div class=\"meta\">");
    if (has(w, LIST, 9)) {
        words(p, w, LIST, 9);
        const long long seats = num(w, LIST, 10);
        if (seats == 2) {
            PUT(p, " and 1 other");
        } else if (seats > 2) {
            PUT(p, " and ");
            number(p, seats - 1, true);
            PUT(p, " others");
        }
    } else {
        PUT(p, "No partners entered");
    }
    PUT(p, "</div></th>\n<td data-label=\"Programme\"><div>");
    if (has(w, LIST, 8))
        words(p, w, LIST, 8);
    else
        PUT(p, "Not said");
    if (strcmp(plain(w, LIST, 7), plain(w, SHOWN, NAME)) != 0) {
        PUT(p, "<br><span class=\"meta\">");
        words(p, w, LIST, 7);
        PUT(p, "</span>");
    }
    PUT(p, "</div></td>\n<td data-label=\"Regions\">");
    if (has(w, LIST, 11))
        words(p, w, LIST, 11);
    else
        PUT(p, "Not said");
    PUT(p, "</td>\n<td data-label=\"Awarded\" class=\"num\">");
    money(p, num(w, LIST, 3));
    PUT(p, "</td>\n<td data-label=\"Awarded on\" class=\"day\">");
    date_put(p, num(w, LIST, 4), true);
    PUT(p, "</td>\n<td data-label=\"Ends\">");
    time_left(p, has(w, LIST, 6), num(w, LIST, 6), today);
    PUT(p, "</td>\n</tr>\n");
}

/* The place of the page's last row, as the product writes it: see engine/db/cursor.c. */
static void cursor(struct page *p, long long awarded_on, long long id)
{
    unsigned char raw[23] = {0, 0, 2, 0, [12] = 0, [21] = 0, [22] = 21};
    char coded[40];
    for (int i = 0; i < 8; i++) {
        raw[4 + i] = (unsigned char)((unsigned long long)awarded_on >> (56 - 8 * i));
        raw[13 + i] = (unsigned char)((unsigned long long)id >> (56 - 8 * i));
    }
    sodium_bin2base64(coded, sizeof coded, raw, sizeof raw,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    say(p, coded);
}

static void list_page(struct page *p, struct worker *w, struct hand *hand,
                      const struct asker *viewer)
{
    PUT(p, PAGE_START "Grants");
    frame_top(p, w, hand, viewer);
    PUT(p, list_head);
    put_in(w, PROGRAMMES, OPTIONS);
    while (step(w, PROGRAMMES))
        option(p, w, PROGRAMMES);
    PUT(p, list_rounds);
    while (step(w, ROUNDS))
        option(p, w, ROUNDS);
    PUT(p, list_regions);
    while (step(w, FUNDERS))
        option(p, w, FUNDERS);
    PUT(p, list_filters_end);
    put_in(w, COUNT, COUNT_MOST);
    const long long count = step(w, COUNT) ? num(w, COUNT, 0) : 0;
    sqlite3_reset(w->stmt[COUNT]);
    if (count < COUNT_MOST) {
        number(p, count, true);
        say(p, count == 1 ? " grant" : " grants");
    } else {
        PUT(p, "More than 1,000 grants");
    }
    PUT(p, list_table);
    long long last_day = 0, last_id = 0;
    int rows = 0;
    put_in(w, LIST, PAGE_ROWS + 1);
    while (step(w, LIST)) {
        if (++rows > PAGE_ROWS)
            continue;
        list_row(p, w, hand->today);
        last_day = num(w, LIST, 4);
        last_id = num(w, LIST, 0);
    }
    PUT(p, "\n</tbody>\n</table>\n\n");
    if (rows > PAGE_ROWS) {
        PUT(p, "<nav class=\"pager\" aria-label=\"Pages\">\n\n<a class=\"btn btn--quiet btn--small "
               "pager__next\" "
               "rel=\"next\" href=\"?after=");
        cursor(p, last_day, last_id);
        PUT(p, "\">Next page</a>\n</nav>\n\n");
    }
    PUT(p, "\n");
    frame_end(p, w, hand);
}

/* ---- One grant ---- */

static void link_to(struct page *p, const char *before, long long id, const char *after)
{
    say(p, before);
    number(p, id, false);
    say(p, after);
}

static void fact(struct page *p, struct worker *w, const char *term, const char *path,
                 int id_column, int column)
{
    say(p, term);
    if (path) {
        link_to(p, path, num(w, FIND, id_column), "\">");
        words(p, w, FIND, column);
        PUT(p, "</a>");
    } else {
        words(p, w, FIND, column);
    }
    PUT(p, "</dd>");
}

struct split {
    size_t count;
    long long sum;
    bool known;
    long long share[SPLIT_MOST];
    bool some[SPLIT_MOST];
};

static void jigsaw(struct page *p, const struct split *split, long long awarded)
{
    long long from = 0;
    PUT(p, "<svg class=\"chart split\" height=\"44\" aria-hidden=\"true\" focusable=\"false\">\n");
    for (size_t i = 0; i < split->count; i++) {
        PUT(p, "\n");
        if (split->some[i]) {
            const char *const colour = (const char *[]){"1", "2", "3", "4", "5", "6"}[i % 6];
            PUT(p, "<svg class=\"piece\" x=\"");
            share_put(p, share(from, awarded));
            PUT(p, "%\" width=\"");
            share_put(p, share(split->share[i], awarded));
            PUT(p, "%\" height=\"44\" overflow=\"visible\"><rect class=\"f");
            say(p, colour);
            PUT(p, "\" width=\"100%\" height=\"44\" rx=\"5\"/>");
            if (i > 0) {
                PUT(p, "<path class=\"knob f");
                say(p, colour);
                PUT(p, "\" d=\"M0 9.8c0 6.5 -0.5 8.3 -4.5 5.4a9 9 0 1 0 0 13.7c4 -2.9 4.5 -1.1 4.5 "
                       "5.4\"/>"
                       "<path class=\"seam f");
                say(p, colour);
                PUT(p, "\" d=\"M0 10.6v22.9\"/>");
            }
            PUT(p,
                "<svg width=\"100%\" height=\"44\" overflow=\"hidden\"><text x=\"12\" y=\"27\">");
            number(p, (share(split->share[i], awarded) + 50) / 100, false);
            PUT(p, "%</text></svg></svg>\n");
            from += split->share[i];
        }
        PUT(p, "\n");
    }
    PUT(p, "\n</svg>\n");
}

static void seat_row(struct page *p, struct worker *w, const struct asker *viewer, long long grant,
                     size_t i, long long awarded)
{
    const char *const colour = (const char *[]){"1", "2", "3", "4", "5", "6"}[i % 6];
    PUT(p, "\n\n<tr>\n<th scope=\"row\"><span><svg class=\"swatch\" aria-hidden=\"true\" "
           "focusable=\"false\"><rect class=\"f");
    say(p, colour);
    link_to(p, "\" width=\"14\" height=\"14\" rx=\"3\"/></svg><a href=\"/partners/",
            num(w, SEATS, 1), "\">");
    words(p, w, SEATS, 4);
    PUT(p, "</a></span></th>\n<td data-label=\"Seat\">");
    say(p, seat_labels[num(w, SEATS, 2)]);
    PUT(p, "</td>\n<td data-label=\"Part of the award\" class=\"num\">");
    const bool some = has(w, SEATS, 3);
    if (some)
        money(p, num(w, SEATS, 3));
    else
        PUT(p, "Not said");
    PUT(p, "</td>\n<td data-label=\"Share\" class=\"num\">");
    if (some) {
        number(p, (share(num(w, SEATS, 3), awarded) + 50) / 100, false);
        PUT(p, "%");
    } else {
        PUT(p, "Not said");
    }
    link_to(p, "</td>\n<td><form method=\"post\" action=\"/grants/", grant, "/seats/");
    link_to(p, "", num(w, SEATS, 0), "/remove\"><input type=\"hidden\" name=\"once\" value=\"");
    once(p, viewer);
    PUT(p, "\">\n<button type=\"submit\" class=\"btn btn--quiet btn--small\">Take out<span "
           "class=\"vh\"> ");
    words(p, w, SEATS, 4);
    PUT(p, "</span></button></form></td>\n</tr>\n");
}

#include "hand_grant.h"

/* ---- The server ---- */

static const char *const headers[][2] = {
    {"Content-Type", "text/html; charset=utf-8"},
    {"Cache-Control", "no-store"},
    {"Vary", "Cookie"},
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), fullscreen=(), "
                           "geolocation=(), gyroscope=(), "
                           "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"},
};

static unsigned statements_told(struct page *p, struct worker *w)
{
    long long run = 0;
    for (int i = 0; i < BEGIN; i++)
        run += sqlite3_stmt_status(w->stmt[i], SQLITE_STMTSTATUS_RUN, 1);
    number(p, run, false);
    return 200;
}

static unsigned answer(struct hand *hand, struct MHD_Connection *connection, const char *url,
                       struct page *p)
{
    struct worker *const w = worker_of(hand);
    struct asker viewer = {.name = {.ptr = NULL}};
    unsigned status = 404;
    if (strcmp(url, "/statements") == 0)
        return statements_told(p, w);
    (void)step(w, BEGIN);
    if (!step(w, SHOWN) ||
        !viewer_find(w, MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, "holdfast"),
                     MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "User-Agent"),
                     &viewer)) {
        status = 403;
    } else if (strcmp(url, "/grants") == 0) {
        list_page(p, w, hand, &viewer);
        status = 200;
    } else if (strncmp(url, "/grants/", 8) == 0 &&
               grant_page(p, w, hand, &viewer, strtoll(url + 8, NULL, 10))) {
        status = 200;
    }
    sqlite3_reset(w->stmt[SHOWN]);
    (void)step(w, COMMIT);
    free(viewer.name.ptr);
    return status;
}

static enum MHD_Result on_access(void *cls, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *piece,
                                 size_t *size, void **kept)
{
    (void)method, (void)version, (void)piece, (void)size;
    struct hand *const hand = cls;
    if (!*kept) {
        *kept = hand;
        return MHD_YES;
    }
    struct page p = {.ptr = NULL};
    const bool bare = strcmp(url, "/bare") == 0;
    const unsigned status = bare ? 200 : answer(hand, connection, url, &p);
    struct MHD_Response *const response =
        bare ? MHD_create_response_from_buffer(hand->bare.len, hand->bare.ptr,
                                               MHD_RESPMEM_PERSISTENT)
             : MHD_create_response_from_buffer(p.len, p.ptr, MHD_RESPMEM_MUST_FREE);
    for (size_t i = 0; i < (bare ? 1 : sizeof headers / sizeof *headers); i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
    const enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

static void hand_load(struct hand *hand, const char *file)
{
    sqlite3 *db;
    must(NULL, sqlite3_open_v2(hand->path, &db, SQLITE_OPEN_READONLY, NULL));
    struct worker w = {.db = db};
    w.stmt[SESSION] = prepare(db, "SELECT as_at FROM initiatives");
    if (!step(&w, SESSION))
        exit(1);
    hand->today = has(&w, SESSION, 0) ? num(&w, SESSION, 0) : time(NULL) / 86400;
    sqlite3_finalize(w.stmt[SESSION]);
    sqlite3_close(db);
    FILE *const in = fopen(file, "rb");
    char chunk[4096];
    for (size_t n; in && (n = fread(chunk, 1, sizeof chunk, in)) > 0;)
        put(&hand->bare, chunk, n);
    if (in)
        fclose(in);
    hand->boot = randombytes_random();
    frame_make(hand);
}

int main(int argc, char **argv)
{
    if (argc != 4 || sodium_init() < 0)
        return 2;
    static struct hand hand;
    hand.path = argv[1];
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    hand_load(&hand, argv[3]);
    signal(SIGPIPE, SIG_IGN);
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct MHD_Daemon *const daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, (uint16_t)strtol(argv[2], NULL, 10), NULL,
        NULL, on_access, &hand, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)32768, MHD_OPTION_CONNECTION_LIMIT, 4096u, MHD_OPTION_CONNECTION_TIMEOUT, 30u,
        MHD_OPTION_THREAD_POOL_SIZE, 4u * (unsigned)cores, MHD_OPTION_END);
    if (!daemon)
        return 1;
    puts("ready");
    fflush(stdout);
    for (;;)
        pause();
}
