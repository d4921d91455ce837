/*
 * FILE-audit-head: the newest entry's id, time, hash and signature, in words of one length, so that
 * it is replaced by one small write. It is not forced to the disk: after a power cut it may be some
 * entries behind, and each entry carries its own signature; ahead it never is.
 *
 *     holdfast audit head 1
 *     entry 00000000000000000123
 *     at 00000001729260000
 *     hash HEX
 *     signature HEX
 *     (spaces to the full length, and a line end)
 */
#include "engine/audit/audit_private.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NUMBER_DIGITS = 20 };
#define FIRST_LINE "holdfast audit head 1"

static bool take_number(text *rest, const char *word, int64_t *out)
{
    text line = text_cut(rest, '\n');
    if (!text_eq(text_cut(&line, ' '), text_of(word)) || line.len != NUMBER_DIGITS)
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] < '0' || line.ptr[i] > '9' || number > INT64_MAX / 10 - 1)
            return false;
        number = number * 10 + (uint64_t)(line.ptr[i] - '0');
    }
    *out = (int64_t)number;
    return true;
}

static bool take_hex(text *rest, const char *word, unsigned char *out, size_t size)
{
    size_t length = 0;
    text line = text_cut(rest, '\n');
    return text_eq(text_cut(&line, ' '), text_of(word)) && line.ptr && line.len == 2 * size &&
           sodium_hex2bin(out, size, line.ptr, line.len, NULL, &length, NULL) == 0 &&
           length == size;
}

bool head_parse(text content, struct head *out)
{
    text rest = content;
    int64_t at;
    if (content.len != HEAD_LENGTH || !text_eq(text_cut(&rest, '\n'), T(FIRST_LINE)) ||
        !take_number(&rest, "entry", &out->id) || !take_number(&rest, "at", &at) ||
        !take_hex(&rest, "hash", out->hash.at, sizeof out->hash.at) ||
        !take_hex(&rest, "signature", out->signature, sizeof out->signature))
        return false;
    out->at = instant_of(at);
    return text_trim(rest).len == 0;
}

enum head_state head_read(int fd, const struct vault *vault, struct head *out)
{
    char room[HEAD_LENGTH];
    unsigned char message[SIGNED_LENGTH];
    const ssize_t got = pread(fd, room, sizeof room, 0);
    if (got < 0)
        fail("audit: the log's head cannot be read: %s", strerror(errno));
    /* What a power cut leaves of it is nothing, or zeros. */
    if (got == 0 || !head_parse((text){.ptr = room, .len = (size_t)got}, out))
        return HEAD_ABSENT;
    signed_message(audit_entry_id_of(out->id), out->at, &out->hash, message);
    const bool is_signed =
        !vault || vault_signed(vault, (bytes){.ptr = message, .len = sizeof message},
                               (bytes){.ptr = out->signature, .len = sizeof out->signature});
    return is_signed ? HEAD_FINE : HEAD_FOREIGN;
}

bool head_write(int fd, const struct head *head)
{
    char room[HEAD_LENGTH + 1], hash[2 * VAULT_HASH + 1], signature[2 * VAULT_SIGNATURE + 1];
    sodium_bin2hex(hash, sizeof hash, head->hash.at, sizeof head->hash.at);
    sodium_bin2hex(signature, sizeof signature, head->signature, sizeof head->signature);
    memset(room, ' ', HEAD_LENGTH);
    room[HEAD_LENGTH - 1] = '\n';
    const int length = snprintf(
        room, sizeof room, FIRST_LINE "\nentry %020lld\nat %020lld\nhash %s\nsignature %s\n",
        (long long)head->id, (long long)instant_seconds(head->at), hash, signature);
    ensure(length > 0 && length < HEAD_LENGTH);
    room[length] = ' ';
    return pwrite(fd, room, HEAD_LENGTH, 0) == HEAD_LENGTH;
}

/* Each entry after the head carries a signature of its own. */
static bool rest_signed(struct db *db, const struct vault *vault, int64_t after)
{
    for (;;) {
        const struct audit_row_rows rows = audit_entries_after(db, audit_entry_id_of(after));
        for (size_t i = 0; i < rows.count; i++) {
            if (!entry_signed(vault, &rows.row[i]))
                return false;
            after = audit_entry_id_raw(rows.row[i].id);
        }
        if (rows.count == 0)
            return true;
    }
}

enum head_agrees head_compare(struct db *db, const struct vault *vault, const struct head *head)
{
    const struct audit_last_row *const last = audit_last(db);
    if (!last || audit_entry_id_raw(last->id) < head->id)
        return HEAD_AHEAD;
    const struct audit_row *const own = audit_entry_find(db, audit_entry_id_of(head->id));
    if (!own || !hash_is(&head->hash, own->hash))
        return HEAD_OTHER;
    if (audit_entry_id_raw(last->id) == head->id)
        return HEAD_AGREES;
    return !vault || rest_signed(db, vault, head->id) ? HEAD_BEHIND : HEAD_UNSIGNED;
}

text audit_mark(struct db *db)
{
    const struct audit_last_row *const last = audit_last(db);
    struct arena *const arena = db_arena(db);
    if (!last)
        return T("an empty log");
    return text_format(arena, "entry %lld, %.*s", (long long)audit_entry_id_raw(last->id),
                       TEXT_ARG(bytes_hex(arena, last->hash)));
}
