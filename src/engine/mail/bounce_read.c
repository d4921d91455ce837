/*
 * The confined side: one message, by gmime. It is the only file that knows gmime, and it runs where
 * nothing can be opened; so words in other character sets are not decoded, for that would load a
 * module: what introduces them is blotted out first.
 */
#include "engine/mail/bounce.h"

#include "engine/files/confine.h"

#include <gmime/gmime.h>
#include <string.h>
#include <unistd.h>

#define CHILD_MEMORY ((size_t)32 << 20)
enum { PARTS_MOST = 200 };

struct reading {
    struct arena *arena;
    struct bounce bounce;
    unsigned parts;
};

/* "=?" begins an encoded word, and "*=" an encoded parameter. */
static char *blotted(struct arena *arena, bytes message)
{
    char *copy = arena_alloc(arena, message.len + 1);
    if (message.len > 0)
        memcpy(copy, message.ptr, message.len);
    for (size_t i = 0; i + 1 < message.len; i++) {
        if (copy[i] == '=' && copy[i + 1] == '?')
            copy[i + 1] = '_';
        else if (copy[i] == '*' &&
                 (copy[i + 1] == '=' || (copy[i + 1] >= '0' && copy[i + 1] <= '9')))
            copy[i] = '_';
    }
    return copy;
}

/* One line of what can be printed, at most so many bytes. */
static text clean(struct arena *arena, text t, size_t most)
{
    struct text_builder out = {.arena = arena};
    t = text_trim(t);
    for (size_t i = 0; i < t.len && out.len < most; i++) {
        const char c = t.ptr[i];
        text_add_char(&out, c > ' ' && c < 0x7f ? c : ' ');
    }
    return out.len ? text_trim(text_built(&out)) : T("");
}

/* Where the header `name:` begins at a line's start, its value, folded lines with it; absent: none.
 */
static text header_in(text lines, text name)
{
    while (lines.ptr && lines.len > 0) {
        const text line = text_cut(&lines, '\n');
        if (line.len <= name.len || line.ptr[name.len] != ':' ||
            !text_eq_fold(text_slice(line, 0, name.len), name))
            continue;
        const char *begin = line.ptr + name.len + 1;
        const char *end = line.ptr + line.len;
        while (lines.ptr && lines.len > 0 && (lines.ptr[0] == ' ' || lines.ptr[0] == '\t')) {
            const text more = text_cut(&lines, '\n');
            end = more.ptr + more.len;
        }
        return (text){.ptr = begin, .len = (size_t)(end - begin)};
    }
    return TEXT_ABSENT;
}

static text content_of(struct reading *r, GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (!content)
        return T("");
    GMimeStream *stream = g_mime_stream_mem_new();
    (void)g_mime_data_wrapper_write_to_stream(content, stream);
    GByteArray *got = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const void *words = got->data;
    const text copy =
        got->len > 0 ? text_copy(r->arena, (text){.ptr = words, .len = got->len}) : T("");
    g_object_unref(stream);
    return copy;
}

static void take_id(struct reading *r, text id)
{
    id = clean(r->arena, id, BOUNCE_ID_MOST + 2);
    if (text_starts(id, T("<")) && text_ends(id, T(">")))
        id = text_slice(id, 1, id.len - 1);
    if (id.len > 0 && !text_present(r->bounce.message_id))
        r->bounce.message_id = text_slice(id, 0, BOUNCE_ID_MOST);
}

/* Several recipients make several groups; we write to one. The worst status counts. */
static void take_status(struct reading *r, text lines)
{
    const text status = clean(r->arena, header_in(lines, T("Status")), BOUNCE_STATUS_MOST);
    if (!text_present(r->bounce.status) || text_order(status, r->bounce.status) > 0)
        r->bounce.status = status;
    const text words = header_in(lines, T("Diagnostic-Code"));
    if (words.ptr)
        r->bounce.words = clean(r->arena, words, BOUNCE_WORDS_MOST);
}

static void take_part(GMimeObject *parent, GMimeObject *object, void *arg)
{
    (void)parent;
    struct reading *r = arg;
    if (r->parts++ > PARTS_MOST)
        return;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        const char *id = inner ? g_mime_message_get_message_id(inner) : NULL;
        if (id)
            take_id(r, text_of(id));
    } else if (GMIME_IS_PART(object) && type) {
        if (g_mime_content_type_is_type(type, "message", "delivery-status"))
            take_status(r, content_of(r, GMIME_PART(object)));
        else if (g_mime_content_type_is_type(type, "text", "rfc822-headers"))
            take_id(r, header_in(content_of(r, GMIME_PART(object)), T("Message-ID")));
    }
}

void bounce_reader_begin(void)
{
    g_mime_init();
}

struct bounce bounce_read(struct arena *arena, bytes message)
{
    struct reading r = {.arena = arena};
    const char *copy = blotted(arena, message);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(copy, message.len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_persist_stream(parser, FALSE);
    GMimeMessage *whole = g_mime_parser_construct_message(parser, NULL);
    if (whole) {
        g_mime_message_foreach(whole, take_part, &r);
        g_object_unref(whole);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return r.bounce;
}

/* ---- The hidden command ---- */

static void read_input(void *arg)
{
    struct arena *arena = arg;
    unsigned char *message = arena_alloc(arena, BOUNCE_BYTES_MOST);
    size_t len = 0;
    for (ssize_t n = 1; n > 0 && len<BOUNCE_BYTES_MOST; len += n> 0 ? (size_t)n : 0)
        n = read(STDIN_FILENO, message + len, BOUNCE_BYTES_MOST - len);
    const struct bounce bounce = bounce_read(arena, (bytes){.ptr = message, .len = len});
    const text said = text_format(arena, "%.*s\n%.*s\n%.*s\n", TEXT_ARG(bounce.message_id),
                                  TEXT_ARG(bounce.status), TEXT_ARG(bounce.words));
    confined_write(said.ptr, said.len);
}

int bounce_child_main(void)
{
    bounce_reader_begin(); /* it looks at the environment, and at no byte of the message */
    if (!confine_self())
        _exit(3);
    struct failure failure;
    /* No clean-ups: the process is over, and nothing it owns outlives it. */
    _exit(fail_try(read_input, arena_new(CHILD_MEMORY), &failure) ? 0 : 2);
}
