/*
 * SMTP by libcurl: see smtp.h.
 *
 * libcurl asks for the first part's bytes when the server has answered DATA with 354, and not
 * before: that is the moment after which the mail may have arrived. It writes the last line, the
 * full stop, once it has read the end of all parts. An error before that end, or a code the server
 * gave after it, is certain; a silence after it is not.
 */
#include "engine/mail/smtp.h"

#include "engine/mail/mail.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>

enum { STEP_SECONDS = 30, WHOLE_FACTOR = 4, REPLY_MOST = 300 };

/* ---- The environment's words ---- */

static bool is_loopback(text host)
{
    return text_eq_fold(host, T("localhost")) || text_eq(host, T("127.0.0.1")) ||
           text_eq(host, T("[::1]")) || text_eq(host, T("::1"));
}

static const char *part_of(struct arena *arena, CURLU *url, CURLUPart part, unsigned flags)
{
    char *got = NULL;
    if (curl_url_get(url, part, &got, flags) != CURLUE_OK || !got)
        return NULL;
    const char *own = text_cstr(arena, text_of(got));
    curl_free(got);
    return own;
}

static bool take_server(struct arena *arena, struct smtp *smtp, CURLU *url, const char *server)
{
    if (curl_url_set(url, CURLUPART_URL, server, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return false;
    const char *scheme = part_of(arena, url, CURLUPART_SCHEME, 0);
    const char *host = part_of(arena, url, CURLUPART_HOST, 0);
    if (!scheme || !host || (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
        return false;
    smtp->user = part_of(arena, url, CURLUPART_USER, CURLU_URLDECODE);
    smtp->password = part_of(arena, url, CURLUPART_PASSWORD, CURLU_URLDECODE);
    smtp->open = is_loopback(text_of(host)) && !smtp->ca && strcmp(scheme, "smtp") == 0;
    (void)curl_url_set(url, CURLUPART_USER, NULL, 0);
    (void)curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
    /* What it calls itself in EHLO: the sender's domain is a name that exists. */
    (void)curl_url_set(url, CURLUPART_PATH, text_cstr(arena, smtp->domain), 0);
    smtp->url = part_of(arena, url, CURLUPART_URL, 0);
    return smtp->url != NULL;
}

/* "Name <address>" or an address. */
static bool take_from(struct arena *arena, struct smtp *smtp, text from)
{
    from = text_trim(from);
    smtp->from = from;
    const ptrdiff_t open = text_find(from, T("<"));
    if (open >= 0 && text_ends(from, T(">"))) {
        smtp->from_name = mail_line(arena, text_slice(from, 0, (size_t)open), REPLY_MOST).safe;
        smtp->from = text_trim(text_slice(from, (size_t)open + 1, from.len - 1));
    }
    if (!mail_address_fits(smtp->from))
        return false;
    smtp->from = text_copy(arena, smtp->from);
    smtp->domain =
        text_slice(smtp->from, (size_t)text_find(smtp->from, T("@")) + 1, smtp->from.len);
    return true;
}

const struct smtp *smtp_of(struct arena *arena, const char *server, const char *from,
                           const char *ca, text *say)
{
    struct smtp *smtp = arena_make(arena, struct smtp);
    *smtp = (struct smtp){.seconds = STEP_SECONDS};
    if (!from || !take_from(arena, smtp, text_of(from))) {
        *say = T("HOLDFAST_MAIL_FROM must hold the address that mails come from, such as "
                 "mail@fund.example.");
        return NULL;
    }
    if (ca && *ca)
        smtp->ca = text_cstr(arena, text_of(ca));
    CURLU *url = curl_url();
    if (!url)
        fail("out of memory: no URL");
    const bool ok = take_server(arena, smtp, url, server);
    curl_url_cleanup(url);
    if (!ok) {
        *say = T("HOLDFAST_SMTP must be the mail server, such as "
                 "smtps://user:password@mail.example:465, or smtp:// for STARTTLS.");
        return NULL;
    }
    return smtp;
}

/* ---- One mail ---- */

struct part {
    struct sending *sending;
    text rest;
    text whole;
};

struct sending {
    const struct letter *letter;
    struct part words, html;
    CURL *curl;
    bool handed;            /* the server has said 354 */
    bool left;              /* we broke it off */
    bool read_out;          /* all of the last part was given to the library */
    char reply[REPLY_MOST]; /* the server's last line */
    size_t reply_len;
};

static size_t part_read(char *to, size_t size, size_t count, void *arg)
{
    struct part *part = arg;
    struct sending *sending = part->sending;
    if (!sending->handed) {
        sending->handed = true;
        if (!sending->letter->handing(sending->letter->arg)) {
            sending->handed = false;
            sending->left = true;
            return CURL_READFUNC_ABORT;
        }
    }
    const size_t room = size * count;
    const size_t n = part->rest.len < room ? part->rest.len : room;
    if (n > 0)
        memcpy(to, part->rest.ptr, n);
    part->rest = text_slice(part->rest, n, part->rest.len);
    if (part == &sending->html && part->rest.len == 0)
        sending->read_out = true;
    return n;
}

static int part_seek(void *arg, curl_off_t offset, int origin)
{
    struct part *part = arg;
    if (origin != SEEK_SET || offset < 0 || (size_t)offset > part->whole.len)
        return CURL_SEEKFUNC_CANTSEEK;
    part->rest = text_slice(part->whole, (size_t)offset, part->whole.len);
    return CURL_SEEKFUNC_OK;
}

/* The server's lines, of which the last is kept; but its goodbye does not cover why it refused. */
static size_t reply_read(char *line, size_t size, size_t count, void *arg)
{
    struct sending *sending = arg;
    const size_t n = size * count;
    if (text_starts((text){.ptr = line, .len = n}, T("221")))
        return n;
    sending->reply_len = n < sizeof sending->reply ? n : sizeof sending->reply;
    memcpy(sending->reply, line, sending->reply_len);
    return n;
}

static int asked_to_leave(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    struct sending *sending = arg;
    if (sending->handed || !sending->letter->leave(sending->letter->arg))
        return 0;
    sending->left = true;
    return 1;
}

static struct curl_slist *list_add(struct curl_slist *list, struct arena *arena, text line)
{
    struct curl_slist *longer = curl_slist_append(list, text_cstr(arena, line));
    if (!longer) {
        curl_slist_free_all(list);
        fail("out of memory: no head of a mail");
    }
    return longer;
}

/* "Wed, 25 Nov 2026 10:00:00 +0000" */
static text date_header(struct arena *arena, instant at)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, date;
    const text iso = instant_iso(arena, at); /* 2026-11-25T10:00:00Z */
    day d;
    ensure(day_parse(text_slice(iso, 0, 10), &d));
    day_parts(d, &year, &month, &date);
    const text clock = text_slice(iso, 11, 19);
    return text_format(arena, "Date: %s, %d %s %d %.*s +0000", days[day_weekday(d)], date,
                       months[month - 1], year, TEXT_ARG(clock));
}

static struct curl_slist *head_of(struct arena *arena, const struct smtp *smtp, text initiative,
                                  const struct letter *letter)
{
    const text from_name = text_present(smtp->from_name) ? smtp->from_name : initiative;
    struct curl_slist *head = NULL;
    head = list_add(head, arena, date_header(arena, letter->at));
    head = list_add(
        head, arena,
        line_header_address(arena, "From", mail_line(arena, from_name, REPLY_MOST), smtp->from));
    head = list_add(head, arena, line_header_address(arena, "To", letter->to_name, letter->to));
    if (text_present(letter->reply))
        head = list_add(head, arena,
                        line_header_address(arena, "Reply-To", letter->reply_name, letter->reply));
    head = list_add(head, arena, line_header(arena, "Subject", letter->subject));
    head =
        list_add(head, arena, text_format(arena, "Message-ID: %.*s", TEXT_ARG(letter->message_id)));
    head = list_add(head, arena, T("Auto-Submitted: auto-generated"));
    /* Else the library calls it mixed; it adds the boundary. */
    head = list_add(head, arena, T("Content-Type: multipart/alternative"));
    return list_add(head, arena, T("X-Auto-Response-Suppress: All"));
}

static bool add_part(curl_mime *mime, struct part *part, const char *type)
{
    curl_mimepart *made = curl_mime_addpart(mime);
    /* The size is told, so that nothing is read to find it out. */
    return made &&
           curl_mime_data_cb(made, (curl_off_t)part->whole.len, part_read, part_seek, NULL, part) ==
               CURLE_OK &&
           curl_mime_type(made, type) == CURLE_OK &&
           curl_mime_encoder(made, "quoted-printable") == CURLE_OK;
}

static bool set_up(struct sending *s, const char *from, const struct smtp *smtp,
                   struct curl_slist *head, struct curl_slist *to, curl_mime *mime)
{
    CURL *curl = s->curl;
    bool ok = true;
#define SET(option, value) ok = ok && curl_easy_setopt(curl, option, value) == CURLE_OK
    SET(CURLOPT_URL, smtp->url);
    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROXY, "");
    if (smtp->user)
        SET(CURLOPT_USERNAME, smtp->user);
    if (smtp->password)
        SET(CURLOPT_PASSWORD, smtp->password);
    SET(CURLOPT_USE_SSL, (long)(smtp->open ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    if (smtp->ca)
        SET(CURLOPT_CAINFO, smtp->ca);
    SET(CURLOPT_CONNECTTIMEOUT, smtp->seconds);
    SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, smtp->seconds);
    SET(CURLOPT_TIMEOUT, smtp->seconds * WHOLE_FACTOR);
    SET(CURLOPT_MAIL_FROM, from);
    SET(CURLOPT_MAIL_RCPT, to);
    SET(CURLOPT_HTTPHEADER, head);
    SET(CURLOPT_MIMEPOST, mime);
    SET(CURLOPT_HEADERFUNCTION, reply_read);
    SET(CURLOPT_HEADERDATA, s);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, asked_to_leave);
    SET(CURLOPT_XFERINFODATA, s);
#undef SET
    return ok && add_part(mime, &s->words, "text/plain; charset=utf-8") &&
           add_part(mime, &s->html, "text/html; charset=utf-8");
}

/* The code of the server's last line that counts; 0: none. */
static long code_of(const struct sending *s)
{
    int64_t n;
    const text digits = text_slice((text){.ptr = s->reply, .len = s->reply_len}, 0, 3);
    return digits.len == 3 && text_is_utf8(digits) && int_parse(digits, &n) ? (long)n : 0;
}

/* Sign-in, relaying and the like are the set-up of servers and not this mail's fault: someone mends
 * it, and the mail goes. */
static bool is_policy(const struct sending *s, long reply)
{
    const text said = {.ptr = s->reply, .len = s->reply_len};
    return reply == 530 || reply == 535 || reply == 538 || text_starts(said, T("550 5.7.")) ||
           text_starts(said, T("554 5.7."));
}

static enum smtp_end end_of(const struct sending *s, CURLcode code)
{
    if (code == CURLE_OK)
        return SMTP_TAKEN;
    if (s->left && !s->handed)
        return SMTP_LEFT;
    const long reply = code_of(s);
    if (s->handed) {
        /* 354 is the answer to DATA: no other came. A send that failed has not sent the last line,
         * which is the last that is sent. */
        const bool answered = code == CURLE_WEIRD_SERVER_REPLY && reply >= 400 && reply < 600;
        if (!answered)
            return s->read_out && code != CURLE_SEND_ERROR ? SMTP_UNSURE : SMTP_LATER;
    } else if (code != CURLE_SEND_ERROR) {
        /* No greeting, no TLS, no sign-in: nothing that another mail would change. */
        return SMTP_AWAY;
    }
    return reply >= 500 && reply < 600 && !is_policy(s, reply) ? SMTP_NEVER : SMTP_LATER;
}

/* The server's own words where it said no, else the library's. */
static text words_of(struct arena *arena, const struct sending *s, CURLcode code)
{
    text said = {.ptr = s->reply, .len = s->reply_len};
    const bool refused = said.len > 3 && (said.ptr[0] == '4' || said.ptr[0] == '5');
    if (code == CURLE_OK || refused)
        return mail_line(arena, text_is_utf8(said) ? said : T(""), REPLY_MOST).safe;
    return mail_line(arena, text_of(curl_easy_strerror(code)), REPLY_MOST).safe;
}

enum smtp_end smtp_send(struct arena *arena, const struct smtp *smtp, text initiative,
                        const struct letter *letter, text *said)
{
    struct sending s = {.letter = letter};
    s.words = (struct part){.sending = &s, .rest = letter->words, .whole = letter->words};
    s.html = (struct part){.sending = &s, .rest = letter->html, .whole = letter->html};
    /* All that can fail() comes before the library holds anything. */
    const char *from = text_cstr(arena, text_format(arena, "<%.*s>", TEXT_ARG(smtp->from)));
    const char *address = text_cstr(arena, text_format(arena, "<%.*s>", TEXT_ARG(letter->to)));
    struct curl_slist *head = head_of(arena, smtp, initiative, letter);
    struct curl_slist *to = curl_slist_append(NULL, address);
    s.curl = curl_easy_init();
    curl_mime *mime = s.curl ? curl_mime_init(s.curl) : NULL;
    CURLcode code = CURLE_OUT_OF_MEMORY;
    /* The parts stand side by side: alternatives, not attachments. */
    if (to && mime && set_up(&s, from, smtp, head, to, mime))
        code = curl_easy_perform(s.curl);
    const enum smtp_end end = s.curl ? end_of(&s, code) : SMTP_LATER;
    *said = words_of(arena, &s, code);
    curl_mime_free(mime);
    if (s.curl)
        curl_easy_cleanup(s.curl);
    curl_slist_free_all(to);
    curl_slist_free_all(head);
    return end;
}
