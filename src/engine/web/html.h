/*
 * What a compiled page writes to. Only code that pagegen made calls these functions: a page's
 * source has no raw form, so nothing reaches a person unescaped (law 2).
 *
 * html_put picks by the value's type. There is no case for `const char *`, for a bare enum, or for
 * people_count: those do not compile.
 */
#ifndef ENGINE_WEB_HTML_H
#define ENGINE_WEB_HTML_H

#include "engine/base/values.h"
#include "types.h" /* made by querygen: ID_TYPES(X) lists every id type */

struct view; /* who is looking, and at what: view.h */

struct html {
    struct arena *arena;
    const struct view *view;
    char *ptr;
    size_t len, cap;
};

void html_start(struct html *out, struct arena *arena, const struct view *view);
text html_text(const struct html *out);
void html_static(struct html *out, const char *ptr, size_t len); /* the page's own words */

/* An asset's rules, within the page: for mails, which can load nothing. */
void html_style(struct html *out, text asset);

/* One set of escapes serves both text and quoted attributes: & < > " ' */
void html_put_text(struct html *out, text t);
void html_put_pence(struct html *out, pence p);
void html_put_day(struct html *out, day d);
void html_put_instant(struct html *out, instant i);
void html_put_percent(struct html *out, percent p);
void html_put_int(struct html *out, int64_t n);   /* 9,860 */
void html_put_plain(struct html *out, int64_t n); /* 9860: ids and attributes */
void html_put_size(struct html *out, size_t n);
void html_put_int32(struct html *out, int n);

#define HTML_ID_FUNCTION(type)                                                                     \
    static inline void html_put_##type(struct html *out, type id)                                  \
    {                                                                                              \
        html_put_plain(out, id.raw);                                                               \
    }
ID_TYPES(HTML_ID_FUNCTION)
#define HTML_ID_CASE(type)                                                                         \
    type:                                                                                          \
    html_put_##type,

/* In text and in attributes. */
#define html_put(out, value)                                                                       \
    _Generic((value), ID_TYPES(HTML_ID_CASE) text                                                  \
             : html_put_text, pence                                                                \
             : html_put_pence, day                                                                 \
             : html_put_day, instant                                                               \
             : html_put_instant, percent                                                           \
             : html_put_percent, int                                                               \
             : html_put_int32, int64_t                                                             \
             : html_put_int, size_t                                                                \
             : html_put_size)((out), (value))

/* Inside an attribute other than a URL: numbers plain, days as ISO (so <time datetime> works). */
void html_put_attr_pence(struct html *out, pence p); /* 20000.00 */
void html_put_attr_day(struct html *out, day d);
void html_put_attr_instant(struct html *out, instant i);
void html_put_attr_size(struct html *out, size_t n);
void html_put_attr_int32(struct html *out, int n);
#define html_put_attr(out, value)                                                                  \
    _Generic((value), ID_TYPES(HTML_ID_CASE) text                                                  \
             : html_put_text, pence                                                                \
             : html_put_attr_pence, day                                                            \
             : html_put_attr_day, instant                                                          \
             : html_put_attr_instant, percent                                                      \
             : html_put_percent, int                                                               \
             : html_put_attr_int32, int64_t                                                        \
             : html_put_plain, size_t                                                              \
             : html_put_attr_size)((out), (value))

/* A count or number without thousands commas: {{ plain x }}. */
#define html_put_number(out, value)                                                                \
    _Generic((value), ID_TYPES(HTML_ID_CASE) int                                                   \
             : html_put_attr_int32, int64_t                                                        \
             : html_put_plain, size_t                                                              \
             : html_put_attr_size)((out), (value))

/* Part of a URL after its beginning: percent-encoded, but for letters, digits, "-._~" and "@" (of
 * an address after mailto:). */
void html_put_url_text(struct html *out, text t);
#define html_put_url(out, value)                                                                   \
    _Generic((value), ID_TYPES(HTML_ID_CASE) text                                                  \
             : html_put_url_text, day                                                              \
             : html_put_attr_day, int                                                              \
             : html_put_attr_int32, int64_t                                                        \
             : html_put_plain, size_t                                                              \
             : html_put_attr_size)((out), (value))

/* A whole URL: http, https, mailto, tel, or a path of this site that starts with one slash; any
 * other becomes "#". */
void html_put_href(struct html *out, text url);

#endif
