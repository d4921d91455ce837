/* The page of one grant: a part of hand.c, which includes it once, so that neither is endless. */
#ifndef HAND_GRANT_H
#define HAND_GRANT_H

static void grant_seats(struct page *p, struct worker *w, const struct asker *viewer,
                        long long grant, long long awarded)
{
    struct split split = {.count = 0};
    struct page rows = {.ptr = NULL}; /* the picture stands above, and is known only after */
    put_in(w, SEATS, grant);
    while (step(w, SEATS)) {
        seat_row(&rows, w, viewer, grant, split.count, awarded);
        if (split.count == SPLIT_MOST)
            abort();
        if (has(w, SEATS, 3)) {
            split.some[split.count] = split.known = true;
            split.sum += split.share[split.count] = num(w, SEATS, 3);
        }
        split.count++;
    }
    PUT(p, "<div><dt>");
    say(p, split.count == 1 ? "partner" : "partners");
    PUT(p, "</dt><dd>");
    number(p, (long long)split.count, true);
    PUT(p, "</dd></div>\n</dl>\n<section class=\"section\" aria-labelledby=\"seats-title\">\n<div "
           "class=\"section__head\">"
           "<h2 id=\"seats-title\">Partners and the split</h2>\n");
    link_to(p, "<div class=\"cluster\"><a href=\"/grants/", grant,
            "/seats/add\">Add a partner</a>");
    if (split.count > 0)
        link_to(p, "<a href=\"/grants/", grant, "/split\">Change the split</a>");
    PUT(p, "</div></div>\n\n");
    if (split.count == 0) {
        PUT(p, "<p>No partners are entered yet. Add the lead partner first.</p>\n");
    } else {
        if (split.known && split.count > 1)
            jigsaw(p, &split, awarded);
        else
            PUT(p, "\n");
        PUT(p, "<table class=\"table table--stack\">\n<caption class=\"vh\">Seats in this grant "
               "and each one’s part of the "
               "award</caption>\n<thead><tr><th scope=\"col\">Partner</th><th "
               "scope=\"col\">Seat</th><th scope=\"col\" "
               "class=\"num\">Part of the award</th><th scope=\"col\" class=\"num\">Share</th><th "
               "scope=\"col\"><span "
               "class=\"vh\">Change</span></th></tr></thead>\n<tbody>\n");
        put(p, rows.ptr, rows.len);
        PUT(p, "\n</tbody>\n");
        if (split.known) {
            PUT(p, "<tfoot><tr><th scope=\"row\">Together</th><td></td><td data-label=\"Together\" "
                   "class=\"num\">");
            money(p, split.sum);
            PUT(p, "</td><td></td><td></td></tr></tfoot>\n");
        }
        PUT(p, "\n</table>\n");
    }
    PUT(p, "\n</section>\n");
    free(rows.ptr);
}

static void grant_ledger(struct page *p, struct worker *w, long long grant, long long awarded)
{
    link_to(p,
            "<section class=\"section\" aria-labelledby=\"ledger-title\">\n<div "
            "class=\"section__head\"><h2 "
            "id=\"ledger-title\">How the award came about</h2>\n<a href=\"/grants/",
            grant, "/award\">Add or take away money</a></div>\n");
    PUT(p, "<table class=\"table table--stack\">\n<caption class=\"vh\">Every change of the award, "
           "oldest first. Nothing here "
           "is ever overwritten.</caption>\n<thead><tr><th scope=\"col\">Decided on</th><th "
           "scope=\"col\">What</th><th "
           "scope=\"col\">Why</th><th scope=\"col\" "
           "class=\"num\">Amount</th></tr></thead>\n<tbody>\n");
    put_in(w, LEDGER, grant);
    while (step(w, LEDGER)) {
        PUT(p, "\n<tr>\n<th scope=\"row\">");
        date_put(p, num(w, LEDGER, 2), false);
        PUT(p, "</th>\n<td data-label=\"What\">");
        say(p, award_labels[num(w, LEDGER, 0)]);
        PUT(p, "</td>\n<td data-label=\"Why\">");
        words(p, w, LEDGER, 3);
        PUT(p, "</td>\n<td data-label=\"Amount\" class=\"num\">");
        money(p, num(w, LEDGER, 1));
        PUT(p, "</td>\n</tr>\n");
    }
    PUT(p, "\n</tbody>\n<tfoot><tr><th scope=\"row\">Award now</th><td></td><td></td><td "
           "data-label=\"Award now\" class=\"num\">");
    money(p, awarded);
    PUT(p, "</td></tr></tfoot>\n</table>\n</section>\n");
}

static void grant_lines(struct page *p, struct worker *w, long long grant)
{
    long long sum = 0, core = 0;
    bool any = false;
    struct page rows = {.ptr = NULL}; /* the core share stands above, and is known only after */
    put_in(w, LINES, grant);
    while (step(w, LINES)) {
        const long long amount = num(w, LINES, 2), restriction = num(w, LINES, 1);
        any = true;
        sum += amount;
        core += restriction == 2 ? 0 : amount;
        PUT(&rows, "\n<tr><th scope=\"row\">");
        words(&rows, w, LINES, 0);
        PUT(&rows, "</th><td data-label=\"May be used for\">");
        say(&rows, restriction_labels[restriction]);
        PUT(&rows, "</td><td data-label=\"Amount\" class=\"num\">");
        money(&rows, amount);
        PUT(&rows, "</td></tr>\n");
    }
    link_to(p,
            "<section class=\"section\" aria-labelledby=\"lines-title\">\n<div "
            "class=\"section__head\"><h2 "
            "id=\"lines-title\">What it pays for</h2>\n<a href=\"/grants/",
            grant, "/lines\">Change the lines</a></div>\n");
    if (any) {
        PUT(p, "<p>");
        number(p, (share(core, sum) + 50) / 100, false);
        PUT(p, "% of it is core or unrestricted money. There is no cap on overheads.</p>\n<table "
               "class=\"table "
               "table--stack\">\n<caption class=\"vh\">Lines of the award by what the money may be "
               "used for</caption>\n"
               "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">May be used for</th><th "
               "scope=\"col\" "
               "class=\"num\">Amount</th></tr></thead>\n<tbody>\n");
        put(p, rows.ptr, rows.len);
        PUT(p, "\n</tbody>\n<tfoot><tr><th scope=\"row\">Together</th><td></td><td "
               "data-label=\"Together\" class=\"num\">");
        money(p, sum);
        PUT(p, "</td></tr></tfoot>\n</table>\n");
    } else {
        PUT(p, "<p>No lines are entered.</p>\n");
    }
    PUT(p, "\n</section>\n");
    free(rows.ptr);
}

static void grant_contact(struct page *p, struct worker *w, const struct hand *hand,
                          long long grant)
{
    put_in(w, CONTACT, grant);
    sqlite3_bind_int64(w->stmt[CONTACT], 2, hand->today);
    const bool some = step(w, CONTACT);
    PUT(p, "<div><dt>Looks after it</dt><dd>");
    if (some)
        words(p, w, CONTACT, 1);
    else
        PUT(p, "Nobody yet");
    PUT(p, "</dd>");
    if (some && has(w, CONTACT, 3) && has(w, CONTACT, 5)) {
        PUT(p, "<dd class=\"meta\">Away until ");
        date_put(p, num(w, CONTACT, 5), false);
        PUT(p, "; ");
        words(p, w, CONTACT, 4);
        PUT(p, " covers.</dd>");
    }
    sqlite3_reset(w->stmt[CONTACT]);
    link_to(p, "<dd class=\"meta\"><a href=\"/grants/", grant, "/manager\">");
    say(p, some ? "Change who looks after it" : "Choose someone");
    PUT(p, "</a></dd></div>\n");
}

static void grant_times(struct page *p, struct worker *w, const struct hand *hand)
{
    PUT(p, "<div><dt>Time</dt><dd>");
    time_left(p, has(w, FIND, 8), num(w, FIND, 8), hand->today);
    PUT(p, "</dd>");
    if (has(w, FIND, 7) || has(w, FIND, 8)) {
        PUT(p, "<dd class=\"meta\">");
        if (!has(w, FIND, 8))
            PUT(p, "From ");
        if (has(w, FIND, 7))
            date_put(p, num(w, FIND, 7), false);
        if (has(w, FIND, 8)) {
            say(p, has(w, FIND, 7) ? " to " : "To ");
            date_put(p, num(w, FIND, 8), false);
        }
        PUT(p, "</dd>");
    }
    PUT(p, "</div>\n<div><dt>Awarded on</dt><dd>");
    date_put(p, num(w, FIND, 6), false);
    PUT(p, "</dd></div>\n");
}

static void grant_lists(struct page *p, struct worker *w, long long grant)
{
    bool any = false;
    PUT(p, "<div><dt>Where</dt>");
    put_in(w, REGIONS, grant);
    for (; step(w, REGIONS); any = true) {
        PUT(p, "<dd>");
        say(p, region_labels[num(w, REGIONS, 0)]);
        PUT(p, "</dd>");
    }
    if (!any)
        PUT(p, "<dd>Not said</dd>");
    PUT(p, "</div>\n");
    any = false;
    put_in(w, METHODS, grant);
    for (; step(w, METHODS); any = true) {
        if (!any)
            PUT(p, "<div><dt>How it influences, as the fund codes it</dt>");
        PUT(p, "<dd>");
        say(p, method_labels[num(w, METHODS, 0)]);
        PUT(p, "</dd>");
    }
    say(p, any ? "</div>\n" : "\n");
    if (has(w, FIND, 9))
        fact(p, w, "<div><dt>How it influences, in their own words</dt><dd>", NULL, 0, 9),
            PUT(p, "</div>");
    PUT(p, "\n");
    any = false;
    put_in(w, PURPOSES, grant);
    for (; step(w, PURPOSES); any = true) {
        say(p, any ? "<dd>" : "<div><dt>Purposes</dt><dd>");
        words(p, w, PURPOSES, 1);
        PUT(p, "</dd>");
    }
    say(p, any ? "</div>\n" : "\n");
}

static void grant_facts(struct page *p, struct worker *w, const struct hand *hand, long long grant)
{
    PUT(p, "\n<aside class=\"panel\" aria-labelledby=\"facts-title\">\n<h2 "
           "id=\"facts-title\">About this grant</h2>\n<dl "
           "class=\"facts\">\n");
    grant_contact(p, w, hand, grant);
    grant_times(p, w, hand);
    fact(p, w, "<div><dt>Funder</dt><dd>", "<a href=\"/funders/", 11, 16);
    PUT(p, "</div>\n");
    if (has(w, FIND, 18))
        fact(p, w, "<div><dt>Programme</dt><dd>", "<a href=\"/programmes/", 12, 18);
    else
        PUT(p, "<div><dt>Programme</dt><dd>Not said</dd>");
    if (num(w, FIND, 19))
        PUT(p, "<dd class=\"meta\">Once: nobody will ask about a renewal.</dd>");
    PUT(p, "</div>\n");
    if (has(w, FIND, 20))
        fact(p, w, "<div><dt>Round</dt><dd>", "<a href=\"/grants?round=", 13, 20), PUT(p, "</div>");
    PUT(p, "\n");
    if (has(w, FIND, 21))
        fact(p, w, "<div><dt>Partnership</dt><dd>", "<a href=\"/partnerships/", 14, 21),
            PUT(p, "</div>");
    PUT(p, "\n");
    grant_lists(p, w, grant);
    fact(p, w, "<div><dt>Reference</dt><dd>", NULL, 0, 1);
    PUT(p, "</div>\n");
    if (has(w, FIND, 22))
        fact(p, w, "<div><dt>Came from</dt><dd>", "<a href=\"/imports/", 15, 22), PUT(p, "</div>");
    PUT(p, "\n</dl>\n</aside>\n</div>\n");
}

static void grant_extras(struct page *p, struct worker *w, long long grant)
{
    bool any = false;
    put_in(w, EXTRAS, grant);
    for (; step(w, EXTRAS); any = true) {
        if (!any)
            PUT(p, "<section class=\"section\" aria-labelledby=\"extras-title\">\n<h2 "
                   "id=\"extras-title\">Other columns from "
                   "the file</h2>\n<dl class=\"facts\">\n");
        PUT(p, "<div><dt>");
        words(p, w, EXTRAS, 0);
        PUT(p, "</dt><dd>");
        words(p, w, EXTRAS, 1);
        PUT(p, "</dd></div>\n");
    }
    if (any)
        PUT(p, "</dl>\n</section>\n");
    PUT(p, "\n</div>\n");
}

static bool grant_page(struct page *p, struct worker *w, struct hand *hand,
                       const struct asker *viewer, long long grant)
{
    put_in(w, SEEN, grant); /* the guard chain's question: may this person see this record? */
    const bool seen = step(w, SEEN);
    sqlite3_reset(w->stmt[SEEN]);
    put_in(w, FIND, grant);
    if (!seen || !step(w, FIND))
        return false;
    const long long awarded = num(w, FIND, 5);
    PUT(p, PAGE_START);
    words(p, w, FIND, 2);
    frame_top(p, w, hand, viewer);
    PUT(p, "\n<nav class=\"crumb\" aria-label=\"Back to\"><a "
           "href=\"/grants\">Grants</a></nav>\n<div class=\"page-head\">\n"
           "<div><h1>");
    words(p, w, FIND, 2);
    link_to(p, "</h1></div>\n<div class=\"cluster\"><a class=\"btn btn--quiet\" href=\"/grants/",
            grant, "/documents\">Documents</a>");
    link_to(p, "<a class=\"btn btn--quiet\" href=\"/history/grant/", grant, "\">History</a>");
    link_to(p, "<a class=\"btn btn--quiet\" href=\"/grants/", grant,
            "/edit\">Change this grant</a></div>\n");
    PUT(p, "</div>\n<div class=\"cols cols--side\">\n<div>\n");
    if (sqlite3_column_bytes(w->stmt[FIND], 3)) {
        PUT(p, "<p class=\"lead\">");
        words(p, w, FIND, 3);
        PUT(p, "</p>");
    }
    PUT(p, "\n<dl class=\"figures\">\n<div><dt>awarded");
    if (has(w, FIND, 4)) {
        PUT(p, ", ");
        number(p, (share(awarded, num(w, FIND, 4)) + 50) / 100, false);
        PUT(p, "% of what was asked for");
    }
    PUT(p, "</dt><dd>");
    money(p, awarded);
    PUT(p, "</dd></div>\n");
    if (has(w, FIND, 4)) {
        PUT(p, "<div><dt>asked for</dt><dd>");
        money(p, num(w, FIND, 4));
        PUT(p, "</dd></div>");
    }
    PUT(p, "\n");
    grant_seats(p, w, viewer, grant, awarded);
    grant_ledger(p, w, grant, awarded);
    grant_lines(p, w, grant);
    grant_extras(p, w, grant);
    grant_facts(p, w, hand, grant);
    frame_end(p, w, hand);
    sqlite3_reset(w->stmt[FIND]);
    return true;
}

#endif
