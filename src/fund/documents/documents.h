/*
 * Documents of partners and of grants: kept, found, withdrawn, put back. What is in them is theirs;
 * nothing here is about the people whom they advise.
 */
#ifndef FUND_DOCUMENTS_H
#define FUND_DOCUMENTS_H

#include "engine/web/route.h"
#include "fund/people/people.h"
#include "types.h"

/* Whose a document is. Of a grant: seat says whether the viewer's partner has one in it. added:
 * whether that partner's people added it. */
struct document_facts {
    opt_partner_id partner;
    opt_grant_id grant;
    bool seat, added, withdrawn;
};
/* Staff see all; a partner's people their organisation's own, and those of grants in which it has a
 * seat. What was withdrawn they see no more, but for what they added and can put back. */
struct access may_see_document(struct hat hat, const struct document_facts *facts);
/* Whether a hat may add where it may see. */
bool may_add_document(uint32_t roles);
/* To withdraw and put back. A partner's people: what their own organisation added. What the fund
 * added, or another member of a grant, is not theirs to take away. */
struct access may_withdraw_document(struct hat hat, const struct document_facts *facts);

bool document_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* A document of a file that was taken. */
struct document_record {
    opt_partner_id partner; /* one of the two */
    opt_grant_id grant;
    text title, kind;
    day on;
    file_id file;
};
/* account: who added it; of_fund: as someone of the fund's own. */
document_id document_record_add(struct db_write *write, const struct document_record *record,
                                opt_int account, bool of_fund, instant at);

/* How long what was withdrawn can be put back. */
#define DOCUMENT_BACK_DAYS 30

/* For a clock's job; says what it did, or is absent. Deletes the bytes of documents withdrawn long
 * enough ago, and files that belong to none any more, one at a time. jobs: NULL, nothing can stop
 * it. */
text documents_tidy(struct arena *arena, struct database *database, const struct jobs *jobs,
                    instant now);

extern const struct routes documents_routes;
extern const struct schedule documents_schedule;

#endif
