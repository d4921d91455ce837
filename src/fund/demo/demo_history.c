/*
 * A few changes after the demo is made, each by somebody and in the audit log, so that its
 * histories have something to show. They change words alone: its figures stay what they are.
 */
#include "engine/audit/audit.h"
#include "fund/demo/demo.h"
#include "demo_queries.h"

struct telling {
    const char *by; /* the account's address */
    const char *kind;
    int64_t record;
    text words, website; /* website: of a partner */
};

static void tell(struct db_write *write, const struct telling *telling)
{
    const struct demo_account_of_row *const by =
        demo_account_of(db_of(write), text_of(telling->by));
    const bool partner = text_eq(text_of(telling->kind), T("partner"));
    const int64_t changed =
        partner ? demo_partner_tell(write, partner_id_of(telling->record), telling->words,
                                    telling->website)
                : demo_grant_tell(write, grant_id_of(telling->record), telling->words);
    ensure(by && changed == 1);
    audit_act_add(write,
                  &(struct audit_act){.act = partner ? T("partner.change") : T("grant.change"),
                                      .account = {.some = true, .it = account_id_raw(by->id)},
                                      .kind = text_of(telling->kind),
                                      .record = {.some = true, .it = telling->record},
                                      .request = T("demo")});
}

void demo_history(struct database *database, struct arena *arena)
{
    const struct telling tellings[] = {
        {"tomasz@alderway.example", "partner", 1,
         T("Free legal advice and casework in nine languages, and the court when nothing else is "
           "left."),
         TEXT_ABSENT},
        {"tomasz@alderway.example", "grant", 1,
         T("Anyone who asks one of us has asked all of us. We keep one list, and whoever has room "
           "takes the case. Since the spring the list is shared with the library and two "
           "surgeries."),
         TEXT_ABSENT},
        {"grace@alderway.example", "partner", 1,
         T("Free legal advice and casework in nine languages, and the court when nothing else is "
           "left. The door is open on Tuesdays and Fridays."),
         T("https://brackwater.example")},
    };
    for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++) {
        struct db_write *const write = db_write_begin(database, arena);
        tell(write, &tellings[i]);
        db_write_commit(write);
    }
}
