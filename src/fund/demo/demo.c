/* Building the demo: see demo.h. demo_plan.c settles sizes and money, demo_words.c the names; here
 * they become records. */
#include "fund/demo/demo.h"
#include "demo_queries.h"
#include "fund/demo/demo_documents.h"
#include "fund/demo/demo_places.h"

#include "fund/grants/grants.h"
#include "fund/demo/demo_plan.h"
#include "fund/demo/demo_words.h"
#include "fund/initiative/initiative.h"

#define DEMO_NAME T("Alderway Justice Initiative (demo)")
#define PARTNERS_MOST 160
#define UPLIFT_PERCENT 3

struct demo_partner_kept {
    partner_id id;
    text name;
    enum region region;
    enum demo_kind kind;
};

struct demo {
    struct db_write *write;
    struct arena *arena;
    struct demo_random random;
    instant at;
    day today;
    funder_id own;
    programme_id advice, influencing, infrastructure;
    purpose_id post, upskilling, strategy, pilot, core, campaign, coalition, systems;
    round_id round[4];
    struct demo_partner_kept partner[PARTNERS_MOST];
    size_t partners;
    bool place_used[REGION_COUNT][DEMO_PLACES][DEMO_KINDS];
    bool kind_begun[DEMO_KINDS];
};

static day date(int year, int month, int of_month)
{
    day d;
    ensure(day_of(year, month, of_month, &d));
    return d;
}

static text key_of(const struct demo *demo, text name)
{
    return sort_key(demo->arena, name);
}

/* ---- The pool ---- */

/* A pledge for some years, and what had come of it by the demo's today: a part each year. */
static void add_pledge(struct demo *demo, funder_id funder, int64_t pounds, int from_year,
                       int years, const char *earmark)
{
    const day from = date(from_year, 10, 1);
    const pence amount = pence_pounds(pounds);
    (void)demo_pledge(demo->write, funder, amount, date(from_year, 6, 12), from,
                      day_add(date(from_year + years, 10, 1), -1), text_of(earmark), demo->at);
    for (int year = 0; year < years; year++) {
        const day came = date(from_year + year, 11, 4);
        if (day_order(came, demo->today) <= 0)
            (void)demo_contribution(demo->write, funder,
                                    pence_split(amount, (size_t)year, (size_t)years), came,
                                    demo->at);
    }
}

static void add_pool(struct demo *demo)
{
    for (size_t i = 0; i < DEMO_FUNDERS; i++) {
        const struct demo_funder_words *words = &demo_funders[i];
        const text name = text_of(words->name);
        const funder_id funder = demo_funder(demo->write, name, key_of(demo, name),
                                             T("Pays into the pool. Invented for the demo."));
        const int64_t first = words->pounds * 3 / 5 / 1000 * 1000;
        add_pledge(demo, funder, first, words->from_year, 3, NULL);
        add_pledge(demo, funder, words->pounds - first, words->from_year + 3, 3, words->earmark);
    }
}

/* ---- Programmes and rounds ---- */

static programme_id add_programme(struct demo *demo, text name, text purpose, text criteria,
                                  opt_pence cap, int64_t months, enum reporting_weight reporting)
{
    const programme_id programme =
        demo_programme(demo->write, demo->own, name, key_of(demo, name), purpose, criteria, cap,
                       cap.some, months, reporting);
    (void)demo_question(demo->write, programme, 1, T("What do you want to do, and who with?"),
                        T("It is the heart of the matter; a plan that exists already will do."),
                        T("The panel and your grant manager"));
    (void)demo_question(
        demo->write, programme, 2, T("What will it cost, and what would you ask of us?"),
        T("They are two questions: what it costs never counts against you."),
        T("The panel reads what you ask; what it costs is read only as a total over all grants"));
    return programme;
}

static void add_programmes(struct demo *demo)
{
    const opt_pence none = {.some = false};
    demo->advice =
        add_programme(demo, T("Advice and representation"),
                      T("Free, good immigration advice where there is too little."),
                      T("Registered advice bodies, best together as a regional partnership."), none,
                      36, REPORTING_WEIGHT_LIGHT);
    demo->influencing = add_programme(
        demo, T("Influencing"), T("Changes to the rules, by those the rules are made for."),
        T("Organising, litigation, advocacy or communications; alone or in a coalition."), none, 36,
        REPORTING_WEIGHT_CONVERSATION);
    demo->infrastructure = add_programme(
        demo, T("Infrastructure"), T("What an organisation needs to stand firmly."),
        T("Small, rooted groups first. One grant, no renewal, the shortest form."),
        (opt_pence){.some = true, .it = pence_pounds(20000)}, 12, REPORTING_WEIGHT_CONVERSATION);
    demo->post = demo_purpose(demo->write, demo->advice, T("New post"));
    demo->upskilling = demo_purpose(demo->write, demo->advice, T("Upskilling"));
    demo->strategy = demo_purpose(demo->write, demo->advice, T("Partnership and advice strategy"));
    demo->pilot = demo_purpose(demo->write, demo->advice, T("Pilot"));
    demo->core = demo_purpose(demo->write, demo->advice, T("Core costs"));
    demo->campaign = demo_purpose(demo->write, demo->influencing, T("Campaign"));
    demo->coalition = demo_purpose(demo->write, demo->influencing, T("Coalition"));
    demo->systems = demo_purpose(demo->write, demo->infrastructure, T("Systems and safety"));
    for (int year = 2021; year <= 2024; year++)
        demo->round[year - 2021] =
            demo_round(demo->write, text_format(demo->arena, "Round %d", year), date(year, 3, 18));
}

/* ---- Partners ---- */

/* Numbers in ranges that no register has: charities from 9100000, companies from 99000000, SC9…, 9…
 * in Northern Ireland. */
static void add_identifiers(struct demo *demo, partner_id partner, enum region region,
                            size_t number)
{
    if (region == REGION_SCOTLAND)
        (void)demo_identifier(demo->write, partner, IDENTIFIER_SCHEME_SCOTTISH,
                              text_format(demo->arena, "SC9%05zu", number));
    else if (region == REGION_NORTHERN_IRELAND)
        (void)demo_identifier(demo->write, partner, IDENTIFIER_SCHEME_NI,
                              text_format(demo->arena, "9%05zu", number));
    else if (number % 6 != 5) /* a group without any number is not rare */
        (void)demo_identifier(demo->write, partner, IDENTIFIER_SCHEME_CHARITY,
                              text_format(demo->arena, "91%05zu", number));
    if (number % 3 == 0)
        (void)demo_identifier(demo->write, partner, IDENTIFIER_SCHEME_COMPANY,
                              text_format(demo->arena, "990%05zu", number));
}

static text partner_name(struct demo *demo, enum region region, enum demo_kind kind)
{
    const struct demo_kind_words *words = &demo_kinds[kind];
    const char *place = demo->kind_begun[kind] ? NULL : words->first_place;
    demo->kind_begun[kind] = true;
    for (size_t i = 0; !place && i < DEMO_PLACES; i++) {
        const size_t at = (demo->partners + i) % DEMO_PLACES;
        if (!demo->place_used[region][at][kind]) {
            demo->place_used[region][at][kind] = true;
            place = demo_places[region][at];
        }
    }
    ensure(place);
    return text_format(demo->arena, "%s %s", place, words->name);
}

static const struct demo_partner_kept *add_partner(struct demo *demo, enum region region,
                                                   enum demo_kind kind)
{
    ensure(demo->partners < PARTNERS_MOST);
    const struct demo_kind_words *words = &demo_kinds[kind];
    struct demo_partner_kept *kept = &demo->partner[demo->partners];
    kept->name = partner_name(demo, region, kind);
    kept->region = region;
    kept->kind = kind;
    kept->id =
        demo_partner(demo->write, kept->name, key_of(demo, kept->name), text_of(words->about),
                     text_of(words->affinity), words->solicitors, demo->at);
    add_identifiers(demo, kept->id, region, demo->partners);
    (void)demo_partner_region(demo->write, kept->id, region);
    if (words->immigration != LEVEL_NONE)
        (void)demo_registration(demo->write, kept->id, IAA_CATEGORY_IMMIGRATION,
                                (enum iaa_level)words->immigration);
    if (words->asylum != LEVEL_NONE)
        (void)demo_registration(demo->write, kept->id, IAA_CATEGORY_ASYLUM,
                                (enum iaa_level)words->asylum);
    demo->partners++;
    return kept;
}

/* Which kinds hold which seats: who leads first, then the others in turn. */
static enum demo_kind kind_of_seat(const struct demo_grant_plan *plan, size_t seat)
{
    static const enum demo_kind leads[] = {KIND_LAW_CENTRE, KIND_ADVICE_PROJECT, KIND_ADVICE_HUB};
    static const enum demo_kind members[] = {KIND_REFUGEE_WELCOME, KIND_NEIGHBOURS, KIND_YOUTH,
                                             KIND_WOMEN,           KIND_DROP_IN,    KIND_ADVICE_HUB,
                                             KIND_FAMILIES,        KIND_ELDERS,     KIND_DEAF};
    static const enum demo_kind changers[] = {KIND_RIGHTS_NETWORK, KIND_ORGANISERS, KIND_LITIGATION,
                                              KIND_LGBTQ};
    static const enum demo_kind rooted[] = {KIND_KITCHEN, KIND_LGBTQ, KIND_DEAF};
    switch (plan->type) {
    case DEMO_PARTNERSHIP:
        return seat == 0 ? leads[plan->number % 3] : members[(plan->number * 2 + seat) % 9];
    case DEMO_SINGLE_ADVICE:
        return KIND_ADVICE_PROJECT;
    case DEMO_INFLUENCING_SINGLE:
    case DEMO_COALITION:
        return changers[(plan->number + seat) % 4];
    case DEMO_INFRA:
        return rooted[plan->number % 3];
    case DEMO_TYPES:
        break;
    }
    fail("no such type of grant");
}

/* ---- Grants ---- */

static void add_methods_and_purposes(struct demo *demo, grant_id grant,
                                     const struct demo_grant_plan *plan)
{
    const purpose_id advice[] = {demo->post, demo->upskilling, demo->strategy, demo->pilot,
                                 demo->core};
    switch (plan->type) {
    case DEMO_PARTNERSHIP:
        (void)demo_grant_purpose(demo->write, grant, demo->strategy);
        if (plan->number % 5 != 2)
            (void)demo_grant_purpose(demo->write, grant, advice[plan->number % 5]);
        return;
    case DEMO_SINGLE_ADVICE:
        (void)demo_grant_purpose(demo->write, grant, demo->post);
        return;
    case DEMO_INFLUENCING_SINGLE:
    case DEMO_COALITION: {
        const size_t at = plan->number + (plan->type == DEMO_COALITION ? 6 : 0);
        for (unsigned method = 0; method < INFLUENCING_METHOD_COUNT; method++)
            if (demo_influencing[at].method & (1u << method))
                (void)demo_method(demo->write, grant, (enum influencing_method)method);
        (void)demo_grant_purpose(demo->write, grant,
                                 plan->type == DEMO_COALITION ? demo->coalition : demo->campaign);
        return;
    }
    case DEMO_INFRA:
        (void)demo_grant_purpose(demo->write, grant, demo->systems);
        return;
    case DEMO_TYPES:
        fail("no such type of grant");
    }
}

/* The split: the lead partner carries two parts, every other one. It sums to the award exactly. */
static void add_seats(struct demo *demo, grant_id grant, const struct demo_grant_plan *plan,
                      const struct demo_partner_kept *const *seat)
{
    const pence award = pence_pounds(plan->awarded);
    const size_t parts = plan->seats + 1;
    for (size_t i = 0; i < plan->seats; i++) {
        pence share = pence_split(award, i == 0 ? 0 : i + 1, parts);
        if (i == 0)
            share = pence_add(share, pence_split(award, 1, parts));
        const enum seat_kind kind = i == 0                                     ? SEAT_KIND_LEAD
                                    : plan->seats >= 6 && i == plan->seats - 1 ? SEAT_KIND_NETWORK
                                                                               : SEAT_KIND_MEMBER;
        (void)demo_seat(demo->write, grant, seat[i]->id, kind, share);
    }
}

/* What the award pays for. Later rounds pay more of what keeps an organisation standing (A14). */
static void add_lines(struct demo *demo, grant_id grant, const struct demo_grant_plan *plan)
{
    const pence award = pence_pounds(plan->awarded);
    if (plan->type == DEMO_INFRA) {
        (void)demo_line(demo->write, grant, T("Strengthening the organisation"), RESTRICTION_CORE,
                        award);
        return;
    }
    const int64_t core_percent = 20 + 5 * (plan->round - 2021),
                  free_percent = 10 + 5 * (plan->round - 2021);
    const pence core = pence_pounds(plan->awarded * core_percent / 100),
                spare = pence_pounds(plan->awarded * free_percent / 100);
    const bool advice = plan->type == DEMO_PARTNERSHIP || plan->type == DEMO_SINGLE_ADVICE;
    (void)demo_line(demo->write, grant,
                    advice ? T("Advice posts, and the time to manage them")
                           : T("Posts and the work itself"),
                    RESTRICTION_RESTRICTED, pence_less(award, pence_add(core, spare)));
    (void)demo_line(demo->write, grant, T("Rent, finance, supervision and management"),
                    RESTRICTION_CORE, core);
    (void)demo_line(demo->write, grant, T("Whatever it is needed for"), RESTRICTION_UNRESTRICTED,
                    spare);
}

/* Two uplift rounds for every grant then running; a variation in one grant, a correction in
 * another. What is left was the award. */
static void add_ledger(struct demo *demo, grant_id grant, const struct demo_grant_plan *plan,
                       day decided, day starts, day ends)
{
    const struct {
        day on;
        text reason;
    } uplifts[] = {
        {date(2022, 11, 15), T("Prices rose. For every running grant, unasked.")},
        {date(2023, 11, 14), T("The crisis went on. For every running grant, unasked.")}};
    pence first = pence_pounds(plan->awarded);
    const pence uplift = pence_pounds(plan->awarded * UPLIFT_PERCENT / 100 / 100 * 100);
    for (size_t i = 0; plan->type != DEMO_INFRA && i < 2; i++)
        if (day_order(starts, uplifts[i].on) <= 0 && day_order(uplifts[i].on, ends) <= 0) {
            (void)demo_award(demo->write, grant, AWARD_KIND_UPLIFT, uplift, uplifts[i].on,
                             uplifts[i].reason, demo->at);
            first = pence_less(first, uplift);
        }
    if (plan->type == DEMO_PARTNERSHIP && plan->number == 3) {
        const pence back = pence_less(pence_pounds(0), pence_pounds(4000));
        (void)demo_award(
            demo->write, grant, AWARD_KIND_VARIATION, back, date(2023, 6, 20),
            T("A post stood empty for four months; the members agreed to hand its money back."),
            demo->at);
        first = pence_less(first, back);
    }
    if (plan->type == DEMO_COALITION && plan->number == 1) {
        (void)demo_award(demo->write, grant, AWARD_KIND_CORRECTION, pence_pounds(500),
                         date(2022, 4, 2), T("The letter said £500 more than had been entered."),
                         demo->at);
        first = pence_less(first, pence_pounds(500));
    }
    (void)demo_award(demo->write, grant, AWARD_KIND_AWARD, first, decided, TEXT_ABSENT, demo->at);
}

struct demo_grant_words {
    text title, about, methods;
};

static struct demo_grant_words words_of(struct demo *demo, const struct demo_grant_plan *plan)
{
    const text region = region_label(plan->region);
    switch (plan->type) {
    case DEMO_PARTNERSHIP: {
        const size_t at = plan->number % DEMO_TITLES;
        return (struct demo_grant_words){
            .title =
                text_format(demo->arena, "%s: %.*s", demo_partnership_titles[at], TEXT_ARG(region)),
            .about = text_of(demo_partnership_strategies[at])};
    }
    case DEMO_SINGLE_ADVICE:
        return (struct demo_grant_words){
            .title = text_format(demo->arena, "An adviser for the coast: %.*s", TEXT_ARG(region)),
            .about = T("One full post where the nearest adviser was two buses away.")};
    case DEMO_INFLUENCING_SINGLE:
    case DEMO_COALITION: {
        const struct demo_influencing_words *words =
            &demo_influencing[plan->number + (plan->type == DEMO_COALITION ? 6 : 0)];
        return (struct demo_grant_words){text_of(words->title), text_of(words->about),
                                         text_of(words->methods)};
    }
    case DEMO_INFRA:
        return (struct demo_grant_words){.title = text_of(demo_infrastructure_titles[plan->number]),
                                         .about =
                                             T("A small grant, once, for what holds the rest up.")};
    case DEMO_TYPES:
        break;
    }
    fail("no such type of grant");
}

static opt_partnership_id add_partnership(struct demo *demo, const struct demo_grant_plan *plan)
{
    opt_partnership_id none_or_new = {.some = plan->type == DEMO_PARTNERSHIP};
    if (!none_or_new.some)
        return none_or_new;
    /* A region's second partnership has another name. */
    const bool second = plan->number >= 12;
    const text name =
        text_format(demo->arena, "%.*s %s", TEXT_ARG(region_label(plan->region)),
                    second ? "Asylum Casework Partnership" : "Immigration Advice Partnership");
    const opt_day agreed = {.some = plan->number % 4 != 3,
                            .it = date(plan->round, 2, 3 + (int)plan->number)};
    const partnership_id partnership = demo_partnership(
        demo->write, name, key_of(demo, name),
        text_of(demo_partnership_strategies[(plan->number + 1) % DEMO_TITLES]), agreed);
    (void)demo_partnership_region(demo->write, partnership, plan->region);
    none_or_new.it = partnership;
    return none_or_new;
}

/* Which partner of an earlier grant has a seat once more: the first grants' members, in order. The
 * Brackwater Law Centre and Thornmere Refugee Welcome, whose people the demo shows, are in
 * coalitions that still run. */
static size_t earlier_partner(const struct demo_grant_plan *plan, size_t seat)
{
    enum { BRACKWATER = 0, THORNMERE = 10 };
    if (plan->type == DEMO_COALITION && plan->number >= 2)
        return seat == 0 ? BRACKWATER : THORNMERE;
    return (plan->type == DEMO_INFRA ? 1 : plan->type == DEMO_COALITION ? 12 : 24) + plan->number;
}

/* Partners for the seats: from earlier grants for the first `repeats` of them, else new ones. */
static void find_seats(struct demo *demo, const struct demo_grant_plan *plan,
                       const struct demo_partner_kept **seat)
{
    for (size_t i = 0; i < plan->seats; i++) {
        enum region region = plan->region;
        if (plan->type == DEMO_COALITION)
            region = (enum region)((plan->region + i * 4) % REGION_COUNT);
        if (i >= plan->repeats)
            seat[i] = add_partner(demo, region, kind_of_seat(plan, i));
        else
            seat[i] = &demo->partner[earlier_partner(plan, i)];
    }
}

static programme_id programme_of(const struct demo *demo, enum demo_type type)
{
    return type == DEMO_INFRA                                          ? demo->infrastructure
           : type == DEMO_INFLUENCING_SINGLE || type == DEMO_COALITION ? demo->influencing
                                                                       : demo->advice;
}

static void add_grant(struct demo *demo, const struct demo_grant_plan *plan, size_t number)
{
    const struct demo_partner_kept *seat[DEMO_SEATS_MOST];
    find_seats(demo, plan, seat);
    const day decided = date(plan->round, 3, 18), starts = date(plan->round, 5, 1);
    const day ends = day_add(day_add_months(starts, plan->type == DEMO_INFRA ? 12 : 36), -1);
    const struct demo_grant_words words = words_of(demo, plan);
    const text reference = text_format(demo->arena, "ALD-%d-%02zu", plan->round, number + 1);
    const grant_id grant =
        demo_grant(demo->write, reference, demo->own, programme_of(demo, plan->type),
                   demo->round[plan->round - 2021], add_partnership(demo, plan), words.title,
                   key_of(demo, words.title), words.about, pence_pounds(plan->asked),
                   pence_pounds(plan->awarded), decided, starts, ends, words.methods, demo->at);
    if (plan->tells_need)
        (void)demo_need(demo->write, grant, pence_pounds(plan->needed));
    (void)demo_grant_region(demo->write, grant,
                            plan->type == DEMO_INFRA ? seat[0]->region : plan->region);
    for (size_t i = 1; plan->type == DEMO_COALITION && i < plan->seats; i++)
        (void)demo_grant_region(demo->write, grant,
                                (enum region)((plan->region + i * 4) % REGION_COUNT));
    add_seats(demo, grant, plan, seat);
    grant_search_refresh(demo->write, grant);
    add_lines(demo, grant, plan);
    add_ledger(demo, grant, plan, decided, starts, ends);
    add_methods_and_purposes(demo, grant, plan);
}

void demo_build(struct db_write *write)
{
    struct arena *arena = db_arena(db_of(write));
    struct demo *demo = arena_make(arena, struct demo);
    demo->write = write;
    demo->arena = arena;
    demo->random.state = UINT64_C(0x5eed20241018);
    demo->today = date(2024, 10, 18);
    demo->at = instant_of(INT64_C(1729249200)); /* that day at noon in London */
    initiative_make(write, DEMO_NAME, true, (opt_day){.some = true, .it = demo->today});
    const struct initiative_own_funder_row *own = initiative_own_funder(db_of(write));
    ensure(own);
    demo->own = own->id;
    add_pool(demo);
    add_programmes(demo);
    struct demo_plan *plan = arena_make(arena, struct demo_plan);
    demo_plan_make(plan, &demo->random);
    for (size_t i = 0; i < DEMO_GRANTS; i++)
        add_grant(demo, &plan->grant[i], i);
    demo_people_add(write, demo->today, demo->at);
    (void)demo_reach(write, T("hello@alderway.example"), T("01632 960118"),
                     T("Monday to Thursday, ten to four; ask for anyone."));
    demo_documents_add(write, demo->at);
}
