/* The demo's documents: short texts, so that the pages show how it looks when something is there.
 */
#include "fund/demo/demo_documents.h"

#include "engine/files/store.h"
#include "fund/documents/documents.h"

#define ROOM ((int64_t)1 << 30)

static const struct {
    int64_t partner, grant; /* one of the two */
    const char *title, *kind, *on, *name, *content;
} documents[] = {
    {1, 0, "Accounts 2023 to 2024", "Annual accounts", "2024-03-31", "accounts-2023-24.csv",
     "line,pounds\nGrants,412000\nDonations,38500\nSalaries,351200\nRent,42000\n"},
    {1, 0, "How we keep people safe", "Policy", "2023-11-02", "safeguarding.txt",
     "Two of us are always in the building. Whoever is worried tells one of three named people, "
     "the "
     "same day.\n"},
    {2, 0, "Minutes of the trustees, June", "Minutes", "2024-06-12", "minutes-june.txt",
     "We met, thanked the treasurer, and agreed on the rent for two more years.\n"},
    {0, 1, "What we agreed", "Agreement", "2024-01-15", "agreement.txt",
     "The work is theirs to shape. We talk twice a year, and nobody writes a report for it.\n"},
};

void demo_documents_add(struct db_write *write, instant at)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        const text content = text_of(documents[i].content);
        const struct file_offer offer = {
            .name = text_of(documents[i].name),
            .content = {.ptr = (const unsigned char *)content.ptr, .len = content.len},
            .owner = documents[i].partner,
            .most = ROOM,
            .all_most = ROOM,
        };
        const struct file_taken taken = file_take(write, &offer);
        day on;
        ensure(!taken.say.ptr && day_parse(text_of(documents[i].on), &on));
        const struct document_record record = {
            .partner = {.some = documents[i].partner > 0,
                        .it = partner_id_of(documents[i].partner)},
            .grant = {.some = documents[i].grant > 0, .it = grant_id_of(documents[i].grant)},
            .title = text_of(documents[i].title),
            .kind = text_of(documents[i].kind),
            .on = on,
            .file = taken.id,
        };
        (void)document_record_add(write, &record, (opt_int){.some = false}, documents[i].grant > 0,
                                  at);
    }
}
