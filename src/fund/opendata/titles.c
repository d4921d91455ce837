/* Titles of the 360Giving Data Standard 1.4, as a tree of tables: see titles.h. */
#include "fund/opendata/titles.h"

#include <string.h>

/* One property: its title in spreadsheets, its name in JSON, and what is below it. */
struct property {
    const char *title;
    const char *name;
    const struct property *below; /* of a list of objects, or of an object */
    bool is_list;
};

#define END_OF_PROPERTIES                                                                          \
    {                                                                                              \
        NULL, NULL, NULL, false                                                                    \
    }

static const struct property location[] = {{"Identifier", "id", NULL, false},
                                           {"Name", "name", NULL, false},
                                           {"Country Code", "countryCode", NULL, false},
                                           {"Latitude", "latitude", NULL, false},
                                           {"Longitude", "longitude", NULL, false},
                                           {"Description", "description", NULL, false},
                                           {"Geographic Code", "geoCode", NULL, false},
                                           {"Geographic Code Type", "geoCodeType", NULL, false},
                                           {"Last Modified", "dateModified", NULL, false},
                                           END_OF_PROPERTIES};
static const struct property organisation[] = {
    {"Identifier", "id", NULL, false},
    {"Name", "name", NULL, false},
    {"Department", "department", NULL, false},
    {"Contact Name", "contactName", NULL, false},
    {"Charity Number", "charityNumber", NULL, false},
    {"Company Number", "companyNumber", NULL, false},
    {"Street Address", "streetAddress", NULL, false},
    {"City", "addressLocality", NULL, false},
    {"County", "addressRegion", NULL, false},
    {"Country", "addressCountry", NULL, false},
    {"Postal Code", "postalCode", NULL, false},
    {"Phone Number", "telephone", NULL, false},
    {"Alternate Name", "alternateName", NULL, false},
    {"Email", "email", NULL, false},
    {"Description", "description", NULL, false},
    {"Organisation Type", "organisationType", NULL, false},
    {"Web Address", "url", NULL, false},
    {"Location", "location", location, true},
    {"Last Modified", "dateModified", NULL, false},
    END_OF_PROPERTIES};
static const struct property event[] = {{"Title", "title", NULL, false},
                                        {"Start Date", "startDate", NULL, false},
                                        {"End Date", "endDate", NULL, false},
                                        {"Duration (months)", "duration", NULL, false},
                                        {"Description", "description", NULL, false},
                                        {"Last Modified", "dateModified", NULL, false},
                                        END_OF_PROPERTIES};
static const struct property classification[] = {{"Vocabulary", "vocabulary", NULL, false},
                                                 {"Code", "code", NULL, false},
                                                 {"Title", "title", NULL, false},
                                                 {"Description", "description", NULL, false},
                                                 {"URL", "url", NULL, false},
                                                 {"Last Modified", "dateModified", NULL, false},
                                                 END_OF_PROPERTIES};
static const struct property programme[] = {{"Code", "code", NULL, false},
                                            {"Title", "title", NULL, false},
                                            {"Description", "description", NULL, false},
                                            {"URL", "url", NULL, false},
                                            {"Last Modified", "dateModified", NULL, false},
                                            END_OF_PROPERTIES};
static const struct property document[] = {{"Identifier", "id", NULL, false},
                                           {"Title", "title", NULL, false},
                                           {"Web Address", "url", NULL, false},
                                           {"Description", "description", NULL, false},
                                           {"Document Type", "documentType", NULL, false},
                                           {"Last Modified", "dateModified", NULL, false},
                                           END_OF_PROPERTIES};
static const struct property transaction[] = {{"Identifier", "id", NULL, false},
                                              {"Transaction Date", "transactionDate", NULL, false},
                                              {"Currency", "currency", NULL, false},
                                              {"Value", "value", NULL, false},
                                              {"Value Date", "valueDate", NULL, false},
                                              {"Description", "description", NULL, false},
                                              {"Provider", "provider", NULL, false},
                                              {"Recipient", "recipient", NULL, false},
                                              {"Last Modified", "dateModified", NULL, false},
                                              END_OF_PROPERTIES};
static const struct property person[] = {
    {"Identifier", "id", NULL, false}, {"Name", "name", NULL, false}, END_OF_PROPERTIES};
static const struct property individuals[] = {
    {"Primary Grant Reason", "primaryGrantReason", NULL, false},
    {"Secondary Grant Reason", "secondaryGrantReason", NULL, false},
    {"Grant Purpose", "grantPurpose", NULL, true},
    END_OF_PROPERTIES};
static const struct property grant[] = {
    {"Identifier", "id", NULL, false},
    {"Title", "title", NULL, false},
    {"Description", "description", NULL, false},
    {"Currency", "currency", NULL, false},
    {"Amount Applied For", "amountAppliedFor", NULL, false},
    {"Amount Awarded", "amountAwarded", NULL, false},
    {"Amount Disbursed", "amountDisbursed", NULL, false},
    {"Award Date", "awardDate", NULL, false},
    {"URL", "url", NULL, false},
    {"Planned Dates", "plannedDates", event, true},
    {"Actual Dates", "actualDates", event, true},
    {"Recipient Ind", "recipientIndividual", person, false},
    {"To Individuals Details", "toIndividualsDetails", individuals, false},
    {"Recipient Org", "recipientOrganization", organisation, true},
    {"Beneficiary Location", "beneficiaryLocation", location, true},
    {"Funding Org", "fundingOrganization", organisation, true},
    {"Grant Programme", "grantProgramme", programme, true},
    {"From An Open Call?", "fromOpenCall", NULL, false},
    {"Funding Type", "fundingType", classification, true},
    {"Classifications", "classifications", classification, true},
    {"Related Document", "relatedDocument", document, true},
    {"Application Transaction", "applicationTransaction", transaction, true},
    {"Commitment Transaction", "commitmentTransaction", transaction, true},
    {"Disbursement Transaction", "disbursementTransaction", transaction, true},
    {"Related Activity", "relatedActivity", NULL, true},
    {"Last Modified", "dateModified", NULL, false},
    {"Data Source", "dataSource", NULL, false},
    {"For Regrant Type", "regrantType", NULL, false},
    {"Location Scope", "locationScope", NULL, false},
    {"DEI Details", "deiDetails", NULL, false},
    END_OF_PROPERTIES};

const struct required_path required_paths[REQUIRED_COUNT] = {
    {{"id", 2}, {"Identifier", 10}},
    {{"title", 5}, {"Title", 5}},
    {{"description", 11}, {"Description", 11}},
    {{"currency", 8}, {"Currency", 8}},
    {{"amountAwarded", 13}, {"Amount Awarded", 14}},
    {{"awardDate", 9}, {"Award Date", 10}},
    {{"fundingOrganization/0/id", 24}, {"Funding Org:Identifier", 22}},
    {{"fundingOrganization/0/name", 26}, {"Funding Org:Name", 16}},
    {{"recipientOrganization/0/id", 26}, {"Recipient Org:Identifier", 24}},
    {{"recipientOrganization/0/name", 28}, {"Recipient Org:Name", 18}},
};

/* Titles match with spaces removed and letters folded; anything may also be called by its JSON
 * name. */
static bool same_title(text t, const char *title)
{
    size_t i = 0;
    for (const char *p = title;; p++) {
        while (*p == ' ')
            p++;
        while (i < t.len && t.ptr[i] == ' ')
            i++;
        if (i == t.len || !*p)
            return i == t.len && !*p;
        if (!text_eq_fold((text){.ptr = p, .len = 1}, (text){.ptr = t.ptr + i, .len = 1}))
            return false;
        i++;
    }
}

static const struct property *find(const struct property *in, text name)
{
    for (const struct property *p = in; p && p->name; p++)
        if (same_title(name, p->title) || same_title(name, p->name))
            return p;
    return NULL;
}

static bool is_index(text t)
{
    if (t.len == 0 || t.len > 3)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
    return true;
}

static void add_part(struct text_builder *path, text part)
{
    if (path->len > 0)
        text_add_char(path, '/');
    text_add(path, part);
}

/* Where the walk through a title is. */
struct walk {
    struct text_builder path;
    const struct property *in; /* what may come next; NULL: nothing that is known */
    bool known, split;
};

/* One known part, and the place in its list when it is one. */
static void walk_known(struct walk *w, const struct property *at, text *rest)
{
    add_part(&w->path, text_of(at->name));
    w->in = at->below;
    if (!at->is_list || (at->below && !rest->ptr))
        return;
    text after = *rest;
    const text index = after.ptr ? text_trim(text_cut(&after, ':')) : TEXT_ABSENT;
    if (is_index(index)) {
        add_part(&w->path, index);
        *rest = after;
    } else if (at->below) {
        add_part(&w->path, T("0"));
    } else {
        w->split = true;
    }
}

struct title_path path_of_title(struct arena *arena, text title)
{
    struct walk w = {.path = {.arena = arena}, .in = grant, .known = true};
    for (text rest = title; rest.ptr;) {
        const text part = text_trim(text_cut(&rest, ':'));
        const struct property *at = find(w.in, part);
        if (at) {
            walk_known(&w, at, &rest);
        } else {
            /* Unknown from here on: kept as it stands, below what is known. */
            w.known = false;
            w.in = NULL;
            add_part(&w.path, part);
        }
    }
    return (struct title_path){
        .path = text_built(&w.path), .known = w.known, .split = w.known && w.split};
}

text title_of_path(struct arena *arena, text path)
{
    struct text_builder title = {.arena = arena};
    const struct property *in = grant;
    for (text rest = path; rest.ptr;) {
        const text part = text_cut(&rest, '/');
        if (is_index(part))
            continue;
        const struct property *at = find(in, part);
        if (title.len > 0)
            text_add_char(&title, ':');
        text_add(&title, at ? text_of(at->title) : part);
        in = at ? at->below : NULL;
    }
    return text_built(&title);
}

text unknown_of_path(text path)
{
    const struct property *in = grant;
    for (text rest = path; rest.ptr;) {
        const text here = rest;
        const text part = text_cut(&rest, '/');
        if (is_index(part))
            continue;
        const struct property *at = find(in, part);
        if (!at)
            return here;
        in = at->below;
    }
    return TEXT_ABSENT;
}
