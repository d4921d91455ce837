/*
 * What verify finds, a line each.
 */
#include "engine/db/db_private.h"

void findings_add(struct findings *findings, text line)
{
    if (findings->count == findings->room) {
        const size_t room = findings->room ? findings->room * 2 : 16;
        findings->row =
            arena_grow(findings->arena, findings->row, findings->room * sizeof *findings->row,
                       room * sizeof *findings->row);
        findings->room = room;
    }
    findings->row[findings->count++] = line;
}
