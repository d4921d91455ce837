/*
 * Error pages. Someone tired meets them in the middle of a task, so each says in plain words what
 * happened and, first of all, what to do next; the number of the request is there for whoever
 * helps.
 */
#include "fund/site/site.h"
#include "fund/roles/roles.h"
#include "site_pages.h"

struct error_words {
    int status;
    text title;
    text next; /* when the server has nothing closer to say */
};

/* Whoever works for the fund has directors; everyone else has the fund. */
static text words_of_refusal(bool staff)
{
    return staff ? T("Your account is not for this page. Ask a director of your fund if it should "
                     "be.")
                 : T("Your account is not for this page. If you need what is on it, ask us: we are "
                     "glad to help.");
}

static struct error_words words_of(int status, bool staff)
{
    const struct error_words words[] = {
        {400, T("This request could not be read"),
         T("Go back and try again. If you typed the address, check it.")},
        {403, T("This is not one of your pages"), words_of_refusal(staff)},
        {404, T("There is no such page here"),
         T("It may have been taken out, or the address may have a slip in it. Start again from the "
           "first page.")},
        {405, T("This page cannot be used like that"),
         T("Go back and use the page's own buttons.")},
        {408, T("The connection was too slow"), T("Go back and send it again.")},
        {409, T("Someone else changed this first"),
         T("Nothing of theirs was overwritten. Go back, load the page again, and make your change "
           "to what is there now.")},
        {413, T("This is too large to send"),
         T("Send a smaller file, or ask whoever runs Holdfast to load it for you.")},
        {415, T("This kind of file cannot be taken"),
         T("Go back and send it in one of the kinds that the page names.")},
        {422, T("Something needs a second look"),
         T("Go back, check what you typed, and send it again.")},
        {429, T("Too many tries in a short time"), T("Wait a minute, then try again.")},
        {500, T("Something went wrong on our side"),
         T("It is not your fault. Nothing was half saved: either all of your change is in, or none "
           "of it. Load the last page again to see which, and try once more.")},
        {503, T("Busy for a moment"),
         T("Wait a few seconds, then load this page again. Nothing you saved is lost.")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].status == status)
            return words[i];
    return (struct error_words){status, T("This did not work"), T("Go back and try again.")};
}

/* "in about 5 seconds": when it is worth another try. */
static text soon(struct arena *arena, unsigned seconds)
{
    if (seconds >= 45)
        return T("in a minute");
    return text_format(arena, "in about %u seconds", seconds < 5 ? 5 : (seconds + 4) / 5 * 5);
}

/* Loading the page again sends the form as it was. Going back may show an empty one: pages that
 * hold what people typed are kept by no browser, and the server is asked for them. */
#define KEPT                                                                                       \
    T("What you typed is not lost. Keep this page open, and do not go back: load this page "       \
      "again, "                                                                                    \
      "and your browser sends the same form once more. If it asks whether to, say yes.")
#define NOT_TWICE T("It is never saved twice, however often you do.")

/* Something broke off that may work again by itself. */
static struct interruption words_of_interruption(const struct view *view)
{
    switch (view->failure) {
    case FAILURE_SLOW:
        return (struct interruption){
            .title = T("This took too long"),
            .happened = view->sent ? T("It was stopped, so that nobody else has to wait for it. "
                                       "None of what you sent was saved.")
                                   : T("It was stopped, so that nobody else has to wait for it. "
                                       "On a list, a filter makes it quicker.")};
    case FAILURE_FULL:
        return (struct interruption){
            .title = T("There is no room to save anything"),
            .happened =
                view->sent
                    ? T("Holdfast's disk is full. None of what you sent was saved. Pages can still "
                        "be read. Please tell whoever looks after Holdfast: they have to make "
                        "room.")
                    : T("Holdfast's disk is full. Please tell whoever looks after Holdfast: they "
                        "have to make room.")};
    case FAILURE_UNSURE:
        return (struct interruption){
            .title = T("Please send this once more"),
            .happened = T("The connection to Holdfast's records was lost just as your change was "
                          "being saved. Either all of it was saved or none of it, and we cannot "
                          "see which. Sending it once more settles it.")};
    case FAILURE_AWAY:
    case FAILURE_BROKEN:
        break;
    }
    return (struct interruption){
        .title = T("Holdfast cannot reach its records just now"),
        .happened = view->sent
                        ? T("It is not your fault, and it usually passes within a minute. None of "
                            "what you sent was saved.")
                        : T("It is not your fault, and it usually passes within a minute.")};
}

static void interruption_page(struct html *out, int status)
{
    const struct view *view = out->view;
    struct interruption it = words_of_interruption(view);
    const text when = soon(out->arena, view->again_in);
    it.kept = view->sent ? KEPT : TEXT_ABSENT;
    it.again = view->sent ? text_format(out->arena, "Load it again %.*s. %.*s", TEXT_ARG(when),
                                        TEXT_ARG(NOT_TWICE))
                          : text_format(out->arena, "Try again %.*s.", TEXT_ARG(when));
    it.here = view->query.len ? text_format(out->arena, "%.*s?%.*s", TEXT_ARG(view->path),
                                            TEXT_ARG(view->query))
                              : view->path;
    page_interrupted(out, status, it);
}

void site_error_page(struct html *out, int status, text what)
{
    if (out->view->failure != FAILURE_BROKEN) {
        interruption_page(out, status);
        return;
    }
    const struct error_words said =
        out->view->resend
            ? (struct error_words){status, T("Please send this again"),
                                   T("Go back, load the page again and send it once more.")}
            : words_of(status, (out->view->viewer.roles & ROLE_STAFF) != 0);
    page_error(out, status, said.title, text_present(what) ? what : said.next);
}

text phone_dialled(struct arena *arena, text phone)
{
    struct text_builder number = {.arena = arena};
    for (size_t i = 0; i < phone.len; i++) {
        const char before = i > 0 ? phone.ptr[i - 1] : 0;
        if (number.len > 0 && number.ptr[0] == '+' && before == '(' && phone.ptr[i] == '0')
            continue; /* "+44 (0)1632": the nought is dialled only without the plus */
        if ((phone.ptr[i] >= '0' && phone.ptr[i] <= '9') ||
            (phone.ptr[i] == '+' && number.len == 0))
            text_add_char(&number, phone.ptr[i]);
    }
    return text_built(&number);
}
