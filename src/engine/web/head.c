/*
 * The checks on a head, one function each; see head.h. RFC 9112 and 9110, where they are strictest.
 */
#include "engine/web/head.h"
#include "engine/web/urlcode.h"

#include <string.h>

enum { MOST_TARGET = 8 * 1024, MOST_HEADERS = 100 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_token(text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_alnum(t.ptr[i]) && !(t.ptr[i] && strchr("!#$%&'*+-.^_`|~", t.ptr[i])))
            return false;
    return t.len > 0;
}

static bool value_is_sound(text t)
{
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

/* ---- The target ---- */

/* "." and "..", also written with %2e: nothing here has such a part, and a proxy may resolve it. */
static bool part_is_dots(text part)
{
    size_t dots = 0;
    for (size_t i = 0; i < part.len; dots++)
        if (part.ptr[i] == '.')
            i++;
        else if (text_eq_fold(text_slice(part, i, i + 3), T("%2e")))
            i += 3;
        else
            return false;
    return dots == 1 || dots == 2;
}

static const char *path_fault(text path)
{
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '\\')
            return "the path has a backslash";
        if (path.ptr[i] != '%')
            continue;
        const int high = i + 1 < path.len ? hex_digit(path.ptr[i + 1]) : -1;
        const int low = i + 2 < path.len ? hex_digit(path.ptr[i + 2]) : -1;
        if (high < 0 || low < 0)
            return "the path has a broken percent-code";
        if (high < 2 || (high == 7 && low == 15))
            return "the path has a control character";
        if (high == 2 && low == 15)
            return "the path hides a slash";
    }
    text rest = path;
    while (rest.ptr)
        if (part_is_dots(text_cut(&rest, '/')))
            return "the path has a part of dots";
    return NULL;
}

static struct head_verdict target_check(struct head *head)
{
    if (head->target.len > MOST_TARGET)
        return (struct head_verdict){414, "the address is too long"};
    if (head->target.len == 0 || head->target.ptr[0] != '/')
        return (struct head_verdict){400, "the request's target is no path"};
    for (size_t i = 0; i < head->target.len; i++) {
        const unsigned char c = (unsigned char)head->target.ptr[i];
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return (struct head_verdict){400, "the address has a character that must be coded"};
    }
    text rest = head->target;
    head->path = text_cut(&rest, '?');
    head->query = rest.ptr ? rest : T("");
    const char *fault = path_fault(head->path);
    return (struct head_verdict){fault ? 400 : 0, fault};
}

/* ---- Host ---- */

static bool port_is_sound(text port)
{
    for (size_t i = 0; i < port.len; i++)
        if (port.ptr[i] < '0' || port.ptr[i] > '9')
            return false;
    return port.len > 0 && port.len <= 5;
}

bool host_is_sound(text host)
{
    if (host.len == 0 || host.len > 260)
        return false;
    text rest = host, name;
    if (host.ptr[0] == '[') {
        const ptrdiff_t end = text_find(host, T("]"));
        if (end < 3)
            return false;
        name = text_slice(host, 1, (size_t)end);
        rest = text_slice(host, (size_t)end + 1, host.len);
        for (size_t i = 0; i < name.len; i++)
            if (hex_digit(name.ptr[i]) < 0 && name.ptr[i] != ':' && name.ptr[i] != '.')
                return false;
        return rest.len == 0 ||
               (rest.ptr[0] == ':' && port_is_sound(text_slice(rest, 1, rest.len)));
    }
    name = text_cut(&rest, ':');
    for (size_t i = 0; i < name.len; i++)
        if (!is_alnum(name.ptr[i]) && name.ptr[i] != '-' && name.ptr[i] != '.' &&
            name.ptr[i] != '_')
            return false;
    return name.len > 0 && name.ptr[0] != '.' && name.ptr[0] != '-' &&
           text_find(name, T("..")) < 0 && (!rest.ptr || port_is_sound(rest));
}

/* Four numbers of up to three digits: no name that ends in one is ever looked up. */
static bool is_loopback_address(text name)
{
    size_t parts = 0;
    if (!text_starts(name, T("127.")))
        return false;
    for (text rest = name; rest.ptr; parts++) {
        const text part = text_cut(&rest, '.');
        if (part.len == 0 || part.len > 3)
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (part.ptr[i] < '0' || part.ptr[i] > '9')
                return false;
    }
    return parts == 4;
}

bool host_is_here(text host)
{
    if (text_starts(host, T("[::1]")))
        return true; /* it is sound: a port follows, or nothing */
    text rest = host;
    const text name = text_cut(&rest, ':');
    return text_eq_fold(name, T("localhost")) || is_loopback_address(name);
}

/* ---- The body's frame ---- */

static struct head_verdict frame_check(struct head *head, text length, text coding)
{
    if (length.ptr && coding.ptr)
        return (struct head_verdict){400,
                                     "Content-Length and Transfer-Encoding contradict each other"};
    if (coding.ptr) {
        if (!text_eq_fold(coding, T("chunked")) || !text_eq(head->version, T("HTTP/1.1")))
            return (struct head_verdict){400, "this transfer coding is not understood here"};
        head->body_size = -1;
    }
    if (length.ptr) {
        if (length.len == 0 || length.len > 18)
            return (struct head_verdict){400, "Content-Length is no number"};
        for (size_t i = 0; i < length.len; i++) {
            if (length.ptr[i] < '0' || length.ptr[i] > '9')
                return (struct head_verdict){400, "Content-Length is no number"};
            head->body_size = head->body_size * 10 + (length.ptr[i] - '0');
        }
    }
    const bool post = text_eq(head->method, T("POST"));
    if (!post && head->body_size != 0)
        return (struct head_verdict){400, "only POST may have a body"};
    if (post && !length.ptr && !coding.ptr)
        return (struct head_verdict){411, "the request does not say how long its body is"};
    return (struct head_verdict){0, NULL};
}

/* ---- All of it ---- */

/* Takes a header that may stand once. False: it stands twice. */
static bool take_once(const struct header *header, text name, text *place, bool *twice)
{
    if (!text_eq_fold(header->name, name))
        return false;
    *twice = *twice || place->ptr;
    *place = header->value.ptr ? header->value : T("");
    return true;
}

struct head_verdict head_check(struct head *head)
{
    text length = TEXT_ABSENT, coding = TEXT_ABSENT;
    const struct {
        text name;
        text *place;
    } single[] = {
        {T("Host"), &head->host},
        {T("Content-Length"), &length},
        {T("Transfer-Encoding"), &coding},
        {T("Cookie"), &head->cookie},
        {T("Origin"), &head->origin},
        {T("Sec-Fetch-Site"), &head->fetch_site},
        {T("Content-Type"), &head->content_type},
        {T("X-Forwarded-Proto"), &head->forwarded_proto},
        {T("X-Forwarded-Host"), &head->forwarded_host},
    };
    if (head->count > MOST_HEADERS)
        return (struct head_verdict){431, "there are too many headers"};
    if (!text_eq(head->version, T("HTTP/1.1")) && !text_eq(head->version, T("HTTP/1.0")))
        return (struct head_verdict){505, "this version of HTTP is not spoken here"};
    bool twice = false;
    for (size_t i = 0; i < head->count; i++) {
        const struct header *header = &head->header[i];
        if (!is_token(header->name) || !value_is_sound(header->value))
            return (struct head_verdict){400, "a header is malformed"};
        bool taken = false;
        for (size_t s = 0; s < sizeof single / sizeof *single && !taken; s++)
            taken = take_once(header, single[s].name, single[s].place, &twice);
        if (!taken && text_eq_fold(header->name, T("Accept-Encoding")))
            head->encodings = header->value;
        if (!taken && text_eq_fold(header->name, T("User-Agent")))
            head->agent = header->value;
        if (!taken && text_eq_fold(header->name, T("X-Forwarded-For")))
            head->forwarded_for = header->value;
        if (!taken && text_eq_fold(header->name, T("If-None-Match")))
            head->none_match = header->value;
    }
    if (twice)
        return (struct head_verdict){400, "a header that may stand once stands twice"};
    if (!head->host.ptr && text_eq(head->version, T("HTTP/1.1")))
        return (struct head_verdict){400, "there is no Host"};
    if (head->host.ptr && !host_is_sound(head->host))
        return (struct head_verdict){400, "Host is malformed"};
    if (head->only_here && head->host.ptr && !host_is_here(head->host))
        return (struct head_verdict){421, "its Host is not this machine: open it as localhost, or "
                                          "tell the server that it is --behind-proxy"};
    const bool known = text_eq(head->method, T("GET")) || text_eq(head->method, T("HEAD")) ||
                       text_eq(head->method, T("POST"));
    const struct head_verdict target = target_check(head);
    /* Framing first: a method that we do not serve must not smuggle either. */
    if (!known)
        return (length.ptr && coding.ptr)
                   ? frame_check(head, length, coding)
                   : (struct head_verdict){405, "only GET, HEAD and POST are served"};
    if (target.status)
        return target;
    return frame_check(head, length, coding);
}
