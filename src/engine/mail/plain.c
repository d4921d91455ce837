/* HTML as a person would type it: see plain.h. */
#include "engine/mail/plain.h"

enum { DEPTH_MOST = 8 };

struct plain {
    struct text_builder out;
    size_t columns;
    size_t column;          /* code points on this line */
    unsigned blank;         /* line ends to come before the next word: 0, 1 or 2 */
    bool space;             /* a space is due before the next word */
    bool any;               /* something was written */
    unsigned indent;        /* of lists */
    int number[DEPTH_MOST]; /* of each list; 0: with dashes */
    size_t depth;
    text href;         /* of the link that is open */
    size_t link_began; /* where its words begin in out */
    unsigned silent;   /* within head, style, title */
};

/* ---- Words onto lines ---- */

static void break_line(struct plain *p, unsigned lines)
{
    if (lines > p->blank)
        p->blank = lines;
    p->space = false;
}

static size_t width(text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.ptr[i] & 0xc0) != 0x80;
    return n;
}

static void new_line(struct plain *p)
{
    text_add_char(&p->out, '\n');
    for (unsigned i = 0; i < p->indent; i++)
        text_add_char(&p->out, ' ');
    p->column = p->indent;
}

static void add_word(struct plain *p, text word)
{
    if (p->blank > 0) {
        if (p->any) {
            for (unsigned i = 1; i < p->blank; i++)
                text_add_char(&p->out, '\n');
            new_line(p);
        }
        p->blank = 0;
        p->space = false;
    }
    const size_t wide = width(word);
    if (p->space) {
        if (p->columns > 0 && p->column + 1 + wide > p->columns && p->column > p->indent)
            new_line(p);
        else {
            text_add_char(&p->out, ' ');
            p->column++;
        }
    }
    p->space = false;
    text_add(&p->out, word);
    p->column += wide;
    p->any = true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* ---- Entities: those that our own pages write, and numbers ---- */

static void add_code_point(struct text_builder *out, uint32_t c)
{
    if (c < 0x20 || c == 0x7f || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return;
    if (c < 0x80) {
        text_add_char(out, (char)c);
    } else if (c < 0x800) {
        text_add_char(out, (char)(0xc0 | c >> 6));
        text_add_char(out, (char)(0x80 | (c & 63)));
    } else if (c < 0x10000) {
        text_add_char(out, (char)(0xe0 | c >> 12));
        text_add_char(out, (char)(0x80 | (c >> 6 & 63)));
        text_add_char(out, (char)(0x80 | (c & 63)));
    } else {
        text_add_char(out, (char)(0xf0 | c >> 18));
        text_add_char(out, (char)(0x80 | (c >> 12 & 63)));
        text_add_char(out, (char)(0x80 | (c >> 6 & 63)));
        text_add_char(out, (char)(0x80 | (c & 63)));
    }
}

/* The number in "#39" or "#x27"; 0: none. */
static uint32_t number_of(text name)
{
    const bool hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
    uint32_t n = 0;
    for (size_t i = hex ? 2 : 1; i < name.len; i++) {
        const int digit = hex_digit(name.ptr[i]);
        if (digit < 0 || (!hex && digit > 9) || n > 0x10ffff)
            return 0;
        n = n * (hex ? 16 : 10) + (uint32_t)digit;
    }
    return n;
}

static text decoded(struct arena *arena, text t)
{
    static const struct {
        text name, is;
    } named[] = {{{"amp", 3}, {"&", 1}},
                 {{"lt", 2}, {"<", 1}},
                 {{"gt", 2}, {">", 1}},
                 {{"quot", 4}, {"\"", 1}},
                 {{"nbsp", 4}, {" ", 1}}};
    if (text_find(t, T("&")) < 0)
        return t;
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < t.len; i++) {
        size_t end = i + 1;
        while (end < t.len && end - i < 12 && t.ptr[end] != ';')
            end++;
        if (t.ptr[i] != '&' || end >= t.len || t.ptr[end] != ';') {
            text_add_char(&out, t.ptr[i]);
            continue;
        }
        const text name = text_slice(t, i + 1, end);
        bool known = text_starts(name, T("#"));
        if (known)
            add_code_point(&out, number_of(name));
        for (size_t k = 0; k < sizeof named / sizeof *named && !known; k++)
            if (text_eq(name, named[k].name)) {
                text_add(&out, named[k].is);
                known = true;
            }
        if (known)
            i = end;
        else
            text_add_char(&out, '&');
    }
    return out.len ? text_built(&out) : T("");
}

static void add_words(struct plain *p, text t)
{
    size_t from = 0;
    for (size_t i = 0; i <= t.len; i++) {
        if (i < t.len && !is_space(t.ptr[i]))
            continue;
        if (i > from) {
            const text word = decoded(p->out.arena, text_slice(t, from, i));
            if (word.len > 0)
                add_word(p, word);
        }
        if (i < t.len)
            p->space = p->blank == 0 && p->any;
        from = i + 1;
    }
}

/* ---- Tags ---- */

static text attribute(struct arena *arena, text tag, text name)
{
    const text wanted = text_format(arena, " %.*s=\"", TEXT_ARG(name));
    const ptrdiff_t at = text_find(tag, wanted);
    if (at < 0)
        return TEXT_ABSENT;
    text rest = text_slice(tag, (size_t)at + wanted.len, tag.len);
    return decoded(arena, text_cut(&rest, '"'));
}

static bool is_one_of(text name, const char *names)
{
    text rest = text_of(names);
    while (rest.ptr)
        if (text_eq(text_cut(&rest, ' '), name))
            return true;
    return false;
}

/* "text: URL"; the URL alone where the words are the URL, and without "mailto:". */
static void close_link(struct plain *p)
{
    if (!text_present(p->href))
        return;
    const text all = text_built(&p->out);
    const text words = text_trim(text_slice(all, p->link_began, all.len));
    const bool mail = text_starts(p->href, T("mailto:"));
    const text url = mail ? text_slice(p->href, 7, p->href.len) : p->href;
    const bool same = text_eq(words, url);
    if (!same && words.len > 0) {
        text_add_char(&p->out, ':');
        p->column++;
    }
    if (!same) {
        p->space = words.len > 0;
        add_word(p, url);
    }
    p->href = TEXT_ABSENT;
}

static void open_list(struct plain *p, bool numbers)
{
    break_line(p, p->depth > 0 ? 1 : 2);
    if (p->depth < DEPTH_MOST)
        p->number[p->depth] = numbers ? 1 : 0;
    p->depth++;
}

static void open_item(struct plain *p)
{
    const size_t at = p->depth > 0 && p->depth <= DEPTH_MOST ? p->depth - 1 : 0;
    const bool numbers = p->depth > 0 && p->number[at] > 0;
    p->indent =
        p->depth > 1 ? 2 * (unsigned)(p->depth < DEPTH_MOST ? p->depth - 1 : DEPTH_MOST) : 0;
    break_line(p, 1);
    add_word(p, numbers ? text_format(p->out.arena, "%d.", p->number[at]++) : T("-"));
    p->indent += numbers ? 3 : 2;
    p->space = true;
}

static void take_open(struct plain *p, text name, text tag)
{
    if (is_one_of(name, "head style title script"))
        p->silent++;
    if (is_one_of(name, "h1 h2 h3 p table div blockquote pre section"))
        break_line(p, 2);
    else if (is_one_of(name, "tr dt dd"))
        break_line(p, 1);
    else if (is_one_of(name, "ul ol"))
        open_list(p, name.ptr[0] == 'o');
    else if (text_eq(name, T("li")))
        open_item(p);
    else if (text_eq(name, T("br")))
        break_line(p, 1);
    else if (is_one_of(name, "td th"))
        p->space = p->blank == 0;
    else if (text_eq(name, T("hr"))) {
        break_line(p, 2);
        add_word(p, T("---"));
        break_line(p, 2);
    } else if (text_eq(name, T("a"))) {
        p->href = attribute(p->out.arena, tag, T("href"));
        p->link_began = p->out.len;
    }
}

static void take_close(struct plain *p, text name)
{
    if (is_one_of(name, "head style title script") && p->silent > 0)
        p->silent--;
    if (is_one_of(name, "h1 h2 h3 p table div blockquote pre section"))
        break_line(p, 2);
    else if (is_one_of(name, "tr li dt dd"))
        break_line(p, 1);
    else if (is_one_of(name, "ul ol") && p->depth > 0) {
        p->depth--;
        p->indent = p->depth > 0 ? p->indent - (p->indent >= 2 ? 2 : p->indent) : 0;
        break_line(p, p->depth > 0 ? 1 : 2);
    } else if (text_eq(name, T("a"))) {
        close_link(p);
    }
}

/* The element's name at the beginning of t: letters and digits. */
static text name_of(struct arena *arena, text t)
{
    size_t n = 0;
    while (n < t.len && n < 16 && !is_space(t.ptr[n]) && t.ptr[n] != '/' && t.ptr[n] != '>')
        n++;
    const text name = text_slice(t, 0, n);
    return text_is_utf8(name) ? text_lower(arena, name) : T("");
}

/* Where the tag that begins at `from` ends, quotes minded; the end of html when it does not. */
static size_t tag_end(text html, size_t from)
{
    char quote = 0;
    for (size_t i = from; i < html.len; i++) {
        const char c = html.ptr[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i;
    }
    return html.len;
}

text plain_of_html(struct arena *arena, text html, size_t columns)
{
    struct plain p = {.out = {.arena = arena}, .columns = columns, .href = TEXT_ABSENT};
    for (size_t i = 0; i < html.len;) {
        size_t end = i;
        if (html.ptr[i] != '<') {
            while (end < html.len && html.ptr[end] != '<')
                end++;
            if (p.silent == 0)
                add_words(&p, text_slice(html, i, end));
            i = end;
            continue;
        }
        end = tag_end(html, i + 1);
        text tag = text_slice(html, i + 1, end);
        if (text_starts(tag, T("/")))
            take_close(&p, name_of(arena, text_slice(tag, 1, tag.len)));
        else if (!text_starts(tag, T("!")))
            take_open(&p, name_of(arena, tag), tag);
        i = end + 1;
    }
    text_add_char(&p.out, '\n');
    return text_built(&p.out);
}
