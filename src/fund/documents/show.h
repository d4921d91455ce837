/* What the pages of documents show, made ready. Private to fund/documents. */
#ifndef FUND_DOCUMENTS_SHOW_H
#define FUND_DOCUMENTS_SHOW_H

#include "documents_queries.h"
#include "engine/web/form.h"

/* Whose documents a page is about. */
struct document_place {
    bool of_grant;
    bool own; /* whoever looks is of the organisation */
    int64_t id;
    text name;    /* the partner's, or the grant's title */
    text path;    /* "/partners/3/documents" */
    text add;     /* "/partners/3/documents/add" */
    text home;    /* "/partners/3" */
    int64_t room; /* whose room files take: struct file_offer's owner */
    bool may_add;
    text used;   /* "12.3 MB of 500.0 MB" */
    text a_file; /* "20.0 MB": the largest that may be added */
};

struct document_shown {
    const struct document_row *document;
    struct document_place place;
    struct document_history_of_rows history;
    bool staff;  /* sees who did what */
    bool may_go; /* it can be downloaded */
    bool may_withdraw;
    bool may_back; /* it is withdrawn, and can be put back */
};

/* What the list is called in a link to it. */
text document_list_name(struct arena *arena, const struct document_place *place);

#endif
