/*
 * Fuzzes the reader of mails that came back, from the first byte to what is stored: whatever comes,
 * three short printable texts come of it, and its lines are read again as they were written.
 */
#include "engine/mail/bounce.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(text t, size_t most)
{
    ensure(t.len <= most);
    for (size_t i = 0; i < t.len; i++)
        ensure(t.ptr[i] >= ' ' && t.ptr[i] < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool begun;
    if (!begun)
        bounce_reader_begin();
    begun = true;
    struct arena *arena = arena_new((size_t)64 << 20);
    const struct bounce bounce = bounce_read(arena, (bytes){.ptr = data, .len = size});
    check(bounce.message_id, BOUNCE_ID_MOST);
    check(bounce.status, BOUNCE_STATUS_MOST);
    check(bounce.words, BOUNCE_WORDS_MOST);
    const struct bounce again =
        bounce_of_lines(arena, text_format(arena, "%.*s\n%.*s\n%.*s\n", TEXT_ARG(bounce.message_id),
                                           TEXT_ARG(bounce.status), TEXT_ARG(bounce.words)));
    ensure(text_eq_fold(again.status, bounce.status.ptr ? bounce.status : T("")));
    arena_free(arena);
    return 0;
}
