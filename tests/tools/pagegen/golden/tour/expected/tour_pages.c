/* Made by pagegen from the pages of tour. */
#include "tour_pages.h"
#include "frame_pages.h"
#include <stddef.h>

_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
static const struct field_spec tour_find_fields[] = {
    {.name = "q", .label = "Search", .kind = FIELD_TEXT, .index = 0, .max_length = 80,
     .offset = offsetof(struct tour_find_form, q)},
    {.name = "colour", .label = "Colour", .kind = FIELD_ENUM, .index = 1, .members = &colour_table,
     .offset = offsetof(struct tour_find_form, colour)},
};
const struct form_spec tour_find_form_spec = {
    .name = "tour_find",
    .field = tour_find_fields,
    .field_count = 2,
    .size = sizeof(struct tour_find_form),
};

static const struct group_spec tour_edit_groups[1];
_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
static const struct field_spec tour_edit_part_fields[] = {
    {.name = "seat", .label = "Seat", .kind = FIELD_ID, .index = 0, .required = true, .group = &tour_edit_groups[0],
     .offset = offsetof(struct tour_edit_part, seat)},
    {.name = "share", .label = "Share", .kind = FIELD_PENCE, .index = 1, .required = true, .has_min = true, .min = INT64_C(0), .group = &tour_edit_groups[0],
     .offset = offsetof(struct tour_edit_part, share)},
    {.name = "kind", .label = "Kind", .kind = FIELD_ENUM, .index = 2, .members = &colour_table, .group = &tour_edit_groups[0],
     .offset = offsetof(struct tour_edit_part, kind)},
};
static const struct group_spec tour_edit_groups[1] = {
    {.name = "part", .field = tour_edit_part_fields, .field_count = 3,
     .row_size = sizeof(struct tour_edit_part), .max_rows = 40,
     .offset = offsetof(struct tour_edit_form, part)},
};
_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
_Static_assert(sizeof(enum colour) == sizeof(int), "form_parse stores an int");
static const struct field_spec tour_edit_fields[] = {
    {.name = "title", .label = "Title & \"name\"", .kind = FIELD_TEXT, .index = 0, .required = true, .max_length = 200,
     .offset = offsetof(struct tour_edit_form, title)},
    {.name = "about", .label = "About", .kind = FIELD_LONGTEXT, .index = 1,
     .offset = offsetof(struct tour_edit_form, about)},
    {.name = "email", .label = "E-mail", .kind = FIELD_EMAIL, .index = 2, .required = true,
     .offset = offsetof(struct tour_edit_form, email)},
    {.name = "site", .label = "Website", .kind = FIELD_URL, .index = 3,
     .offset = offsetof(struct tour_edit_form, site)},
    {.name = "amount", .label = "Amount", .kind = FIELD_PENCE, .index = 4, .required = true, .has_min = true, .min = INT64_C(50), .has_max = true, .max = INT64_C(100000),
     .offset = offsetof(struct tour_edit_form, amount)},
    {.name = "began", .label = "Began", .kind = FIELD_DAY, .index = 5, .has_min = true, .min = INT64_C(18262),
     .offset = offsetof(struct tour_edit_form, began)},
    {.name = "number", .label = "Number", .kind = FIELD_INT, .index = 6, .has_min = true, .min = INT64_C(-2),
     .offset = offsetof(struct tour_edit_form, number)},
    {.name = "agreed", .label = "I agree", .kind = FIELD_FLAG, .index = 7, .required = true,
     .offset = offsetof(struct tour_edit_form, agreed)},
    {.name = "paper", .label = "Paper", .kind = FIELD_FILE, .index = 8,
     .offset = offsetof(struct tour_edit_form, paper)},
    {.name = "colour", .label = "Colour", .kind = FIELD_ENUM, .index = 9, .required = true, .members = &colour_table,
     .offset = offsetof(struct tour_edit_form, colour)},
    {.name = "shade", .label = "Shade", .kind = FIELD_ENUM, .index = 10, .members = &colour_table,
     .offset = offsetof(struct tour_edit_form, shade)},
    {.name = "colours", .label = "Colours", .kind = FIELD_ENUM, .index = 11, .repeated = true, .members = &colour_table,
     .offset = offsetof(struct tour_edit_form, colours)},
    {.name = "thing", .label = "Thing", .kind = FIELD_ID, .index = 12, .required = true,
     .offset = offsetof(struct tour_edit_form, thing)},
    {.name = "other", .label = "Other thing", .kind = FIELD_ID, .index = 13,
     .offset = offsetof(struct tour_edit_form, other)},
    {.name = "all", .label = "All things", .kind = FIELD_ID, .index = 14, .repeated = true,
     .offset = offsetof(struct tour_edit_form, all)},
    {.name = "code", .label = "Code", .kind = FIELD_TEXT, .index = 15,
     .offset = offsetof(struct tour_edit_form, code)},
    {.name = "from", .label = "From", .kind = FIELD_TEXT, .index = 16, .required = true,
     .offset = offsetof(struct tour_edit_form, from)},
    {.name = "kept", .label = "Kept", .kind = FIELD_INT, .index = 17,
     .offset = offsetof(struct tour_edit_form, kept)},
    {.name = "hand", .label = "Hand", .kind = FIELD_TEXT, .index = 18, .required = true,
     .offset = offsetof(struct tour_edit_form, hand)},
    {.name = "secret", .label = "Secret", .kind = FIELD_TEXT, .index = 19,
     .offset = offsetof(struct tour_edit_form, secret)},
    {.name = "pick", .label = "Pick", .kind = FIELD_TEXT, .index = 20,
     .offset = offsetof(struct tour_edit_form, pick)},
    {.name = "hue", .label = "Hue", .kind = FIELD_ENUM, .index = 21, .members = &colour_table,
     .offset = offsetof(struct tour_edit_form, hue)},
    {.name = "words", .label = "Words", .kind = FIELD_LONGTEXT, .index = 22,
     .offset = offsetof(struct tour_edit_form, words)},
    {.name = "size", .label = "Size", .kind = FIELD_TEXT, .index = 23,
     .offset = offsetof(struct tour_edit_form, size)},
    {.name = "tick", .label = "Tick", .kind = FIELD_FLAG, .index = 24,
     .offset = offsetof(struct tour_edit_form, tick)},
    {.name = "names", .label = "Names", .kind = FIELD_TEXT, .index = 25, .repeated = true,
     .offset = offsetof(struct tour_edit_form, names)},
};
const struct form_spec tour_edit_form_spec = {
    .name = "tour_edit",
    .field = tour_edit_fields,
    .field_count = 26,
    .group = tour_edit_groups,
    .group_count = 1,
    .size = sizeof(struct tour_edit_form),
    .multipart = true,
};

static const struct field_spec tour_give_fields[] = {
    {.name = "thing", .label = "Thing", .kind = FIELD_ID, .index = 0, .required = true,
     .offset = offsetof(struct tour_give_form, thing)},
};
const struct form_spec tour_give_form_spec = {
    .name = "tour_give",
    .field = tour_give_fields,
    .field_count = 1,
    .size = sizeof(struct tour_give_form),
};

/* What is wrong with a form as a whole and with each field, in links. */
static void put_problems(struct html *out, const struct form_values *values, text prefix,
                         text title)
{
    if (values->error_count == 0 && !text_present(values->whole_error))
        return;
    html_static(out, "<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"", 71);
    html_put_text(out, title);
    html_static(out, "\"><h2 id=\"", 10);
    html_put_text(out, title);
    html_static(out, "\">There is a problem</h2>\n"
                "<p>Nothing was lost: what you typed is still here.</p>\n"
                "<ul>\n", 86);
    if (text_present(values->whole_error)) {
        html_static(out, "<li>", 4);
        html_put_text(out, values->whole_error);
        html_static(out, "</li>\n", 6);
    }
    for (size_t i = 0; i < values->count; i++) {
        const struct form_value *const value = &values->value[i];
        if (!text_present(value->error))
            continue;
        html_static(out, "<li><a href=\"#", 14);
        html_put_text(out, prefix);
        html_static(out, "-", 1);
        if (value->field->group) {
            html_put_text(out, text_of(value->field->group->name));
            html_static(out, "-", 1);
            html_put_attr_size(out, value->row);
            html_static(out, "-", 1);
        }
        html_put_text(out, text_of(value->field->name));
        html_static(out, "\">", 2);
        html_put_text(out, value->error);
        html_static(out, "</a></li>\n", 10);
    }
    html_static(out, "</ul></div>\n", 12);
}

#line 2 "tour/pages/forms.html"
void page_forms(struct html *out, const struct tour *tour, const struct form_values *form, const struct form_values *find, struct options things)
#line 156 "tour_pages.c"
{
    const struct view *const view = out->view;
    (void)view;
    (void)tour;
    (void)form;
    (void)find;
    (void)things;
#line 2 "tour/pages/forms.html"
    layout_frame_open(out, T("Forms"), 2);
#line 166 "tour_pages.c"
    {
#line 3 "tour/pages/forms.html"
        const struct form_values *const values_ = (find);
#line 170 "tour_pages.c"
        html_static(out, "<form method=\"get\" action=\"/forms\" class=\"filters\" novalidate>\n", 63);
        {
            const struct form_value *const value_ = form_value_at(values_, 0);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"find-q\">Search</label>\n", 51);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"find-q-error\"><span class=\"vh\">Error: </span>", 66);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"find-q\" name=\"q\" type=\"text\" dir=\"auto\" autocomplete=\"off\" value=\"", 91);
            html_put_text(out, form_typed(value_));
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"find-q-error\" aria-invalid=\"true\"", 52);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 1);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"find-colour\">Colour</label>\n", 56);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"find-colour-error\"><span class=\"vh\">Error: </span>", 71);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<select class=\"input\" id=\"find-colour\" name=\"colour\"", 52);
            if (wrong_) {
                html_static(out, " aria-describedby=\"find-colour-error\" aria-invalid=\"true\"", 57);
            }
            html_static(out, ">\n"
                        "<option value=\"\">Any</option>\n", 32);
            for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                const text choice_ = colour_table.codes[i_];
                const text label_ = colour_table.labels[i_];
                html_static(out, "<option value=\"", 15);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " selected", 9);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</option>\n", 10);
            }
            html_static(out, "</select>\n"
                        "</div>", 16);
        }
        html_static(out, "\n"
                    "<button type=\"submit\">Find</button>\n"
                    "</form>", 44);
    }
    html_static(out, "\n", 1);
    {
#line 8 "tour/pages/forms.html"
        const struct form_values *const values_ = (form);
#line 236 "tour_pages.c"
        html_static(out, "<form method=\"post\" action=\"/things/", 36);
#line 8 "tour/pages/forms.html"
        html_put_url(out, (tour->thing));
#line 240 "tour_pages.c"
        html_static(out, "/edit\" enctype=\"multipart/form-data\" novalidate>\n"
                    "<input type=\"hidden\" name=\"once\" value=\"", 89);
        html_put_text(out, view_once(out->arena, view));
        html_static(out, "\">\n"
                    "<input type=\"hidden\" name=\"version\" value=\"", 46);
#line 8 "tour/pages/forms.html"
        html_put_plain(out, values_->version != 0 ? values_->version : (tour->version));
#line 248 "tour_pages.c"
        html_static(out, "\">\n", 3);
        put_problems(out, values_, T("f"), T("error-summary-title"));
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 0);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-title\">Title &amp; &quot;name&quot;</label>\n"
                        "<p class=\"hint\" id=\"f-title-hint\">Of ", 111);
#line 9 "tour/pages/forms.html"
            html_put(out, (tour->words));
#line 262 "tour_pages.c"
            html_static(out, ", 1 &lt; 2.</p>\n", 16);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-title-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"f-title\" name=\"title\" type=\"text\" dir=\"auto\" value=\"", 77);
            html_put_text(out, form_typed(value_));
            html_static(out, "\" aria-describedby=\"f-title-hint", 32);
            if (wrong_) {
                html_static(out, " f-title-error", 14);
            }
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-invalid=\"true\"", 20);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 1);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-about\">About <span class=\"opt\">(you can skip this)</span></label>\n", 96);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-about-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<textarea class=\"input\" id=\"f-about\" name=\"about\" rows=\"3\" dir=\"auto\"", 69);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-about-error\" aria-invalid=\"true\"", 53);
            }
            html_static(out, ">\n", 2);
            html_put_text(out, form_typed(value_));
            html_static(out, "</textarea>\n"
                        "</div>", 18);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 2);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-email\">E-mail</label>\n", 52);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-email-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"f-email\" name=\"email\" type=\"email\" spellcheck=\"false\" autocomplete=\"email\" "
                        "value=\"", 107);
            html_put_text(out, form_typed(value_));
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-email-error\" aria-invalid=\"true\"", 53);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 3);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-site\">Website <span class=\"opt\">(you can skip this)</span></label>\n", 97);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-site-error\"><span class=\"vh\">Error: </span>", 66);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"f-site\" name=\"site\" type=\"url\" spellcheck=\"false\" value=\"", 82);
            html_put_text(out, form_typed(value_));
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-site-error\" aria-invalid=\"true\"", 52);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 4);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-amount\">Amount</label>\n", 53);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-amount-error\"><span class=\"vh\">Error: </span>", 68);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<span class=\"money\"><span aria-hidden=\"true\">£</span><input class=\"input input--num\" id=\"f-amount\" "
                        "name=\"amount\" type=\"text\" inputmode=\"decimal\" value=\"", 153);
            html_put_text(out, form_typed(value_));
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-amount-error\" aria-invalid=\"true\"", 54);
            }
            html_static(out, "></span>\n"
                        "</div>", 15);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 5);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-began\">Began <span class=\"opt\">(you can skip this)</span></label>\n"
                        "<p class=\"hint\" id=\"f-began-hint\">Such as 18 10 2024.</p>\n", 154);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-began-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"f-began\" name=\"began\" type=\"text\" value=\"", 66);
            html_put_text(out, form_typed(value_));
            html_static(out, "\" aria-describedby=\"f-began-hint", 32);
            if (wrong_) {
                html_static(out, " f-began-error", 14);
            }
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-invalid=\"true\"", 20);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 6);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-number\">Number <span class=\"opt\">(you can skip this)</span></label>\n", 98);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-number-error\"><span class=\"vh\">Error: </span>", 68);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input input--num\" id=\"f-number\" name=\"number\" type=\"text\" inputmode=\"numeric\" "
                        "value=\"", 99);
            html_put_text(out, form_typed(value_));
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-number-error\" aria-invalid=\"true\"", 54);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 7);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\">", 2);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-agreed-error\"><span class=\"vh\">Error: </span>", 68);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<label class=\"choice\"><input type=\"checkbox\" id=\"f-agreed\" name=\"agreed\" value=\"yes\"", 84);
            if (text_present(form_typed(value_))) {
                html_static(out, " checked", 8);
            }
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-agreed-error\" aria-invalid=\"true\"", 54);
            }
            html_static(out, ">I agree</label>\n"
                        "</div>", 23);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 8);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-paper\">Paper <span class=\"opt\">(you can skip this)</span></label>\n", 96);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-paper-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<input class=\"input\" id=\"f-paper\" name=\"paper\" type=\"file\" accept=\"application/pdf\"", 83);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-paper-error\" aria-invalid=\"true\"", 53);
            }
            html_static(out, ">\n"
                        "</div>", 8);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 9);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<fieldset class=\"field", 22);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-colour-error\"", 34);
            }
            html_static(out, "><legend class=\"label\">Colour</legend>\n", 39);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-colour-error\"><span class=\"vh\">Error: </span>", 68);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                const text choice_ = colour_table.codes[i_];
                const text label_ = colour_table.labels[i_];
                html_static(out, "<label class=\"choice\"><input type=\"radio\" id=\"f-colour", 54);
                if (i_ > 0) {
                    html_static(out, "-", 1);
                    html_put_attr_size(out, i_);
                }
                html_static(out, "\" name=\"colour\" value=\"", 23);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</label>\n", 9);
            }
            html_static(out, "</fieldset>", 11);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 10);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<fieldset class=\"field", 22);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-shade-error\"", 33);
            }
            html_static(out, "><legend class=\"label\">Shade <span class=\"opt\">(you can skip this)</span></legend>\n", 83);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-shade-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                const text choice_ = colour_table.codes[i_];
                const text label_ = colour_table.labels[i_];
                html_static(out, "<label class=\"choice\"><input type=\"radio\" id=\"f-shade", 53);
                if (i_ > 0) {
                    html_static(out, "-", 1);
                    html_put_attr_size(out, i_);
                }
                html_static(out, "\" name=\"shade\" value=\"", 22);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</label>\n", 9);
            }
            html_static(out, "<label class=\"choice\"><input type=\"radio\" name=\"shade\" value=\"\"", 63);
            if (!text_present(form_typed(value_))) {
                html_static(out, " checked", 8);
            }
            html_static(out, ">Not said</label>\n"
                        "</fieldset>", 29);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 11);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<fieldset class=\"field", 22);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-colours-error\"", 35);
            }
            html_static(out, "><legend class=\"label\">Colours <span class=\"opt\">(you can skip this)</span></legend>\n", 85);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-colours-error\"><span class=\"vh\">Error: </span>", 69);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                const text choice_ = colour_table.codes[i_];
                const text label_ = colour_table.labels[i_];
                html_static(out, "<label class=\"choice\"><input type=\"checkbox\" id=\"f-colours", 58);
                if (i_ > 0) {
                    html_static(out, "-", 1);
                    html_put_attr_size(out, i_);
                }
                html_static(out, "\" name=\"colours\" value=\"", 24);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</label>\n", 9);
            }
            html_static(out, "</fieldset>", 11);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 12);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<div class=\"field", 17);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"><label class=\"label\" for=\"f-thing\">Thing</label>\n", 51);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-thing-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
            html_static(out, "<select class=\"input\" id=\"f-thing\" name=\"thing\"", 47);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-thing-error\" aria-invalid=\"true\"", 53);
            }
            html_static(out, ">\n"
                        "<option value=\"\">Choose one</option>\n", 39);
#line 21 "tour/pages/forms.html"
            const struct options options_ = (things);
#line 602 "tour_pages.c"
            for (size_t i_ = 0; i_ < options_.count; i_++) {
                const text choice_ = options_.row[i_].value;
                const text label_ = options_.row[i_].label;
                html_static(out, "<option value=\"", 15);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " selected", 9);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</option>\n", 10);
            }
            html_static(out, "</select>\n"
                        "</div>", 16);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 13);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<fieldset class=\"field", 22);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-other-error\"", 33);
            }
            html_static(out, "><legend class=\"label\">Other thing <span class=\"opt\">(you can skip this)</span></legend>\n", 89);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-other-error\"><span class=\"vh\">Error: </span>", 67);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
#line 22 "tour/pages/forms.html"
            const struct options options_ = (things);
#line 638 "tour_pages.c"
            for (size_t i_ = 0; i_ < options_.count; i_++) {
                const text choice_ = options_.row[i_].value;
                const text label_ = options_.row[i_].label;
                html_static(out, "<label class=\"choice\"><input type=\"radio\" id=\"f-other", 53);
                if (i_ > 0) {
                    html_static(out, "-", 1);
                    html_put_attr_size(out, i_);
                }
                html_static(out, "\" name=\"other\" value=\"", 22);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</label>\n", 9);
            }
            html_static(out, "<label class=\"choice\"><input type=\"radio\" name=\"other\" value=\"\"", 63);
            if (!text_present(form_typed(value_))) {
                html_static(out, " checked", 8);
            }
            html_static(out, ">Not said</label>\n"
                        "</fieldset>", 29);
        }
        html_static(out, "\n", 1);
        {
            const struct form_value *const value_ = form_value_at(values_, 14);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<fieldset class=\"field", 22);
            if (wrong_)
                html_static(out, " has-error", 10);
            html_static(out, "\"", 1);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-all-error\"", 31);
            }
            html_static(out, "><legend class=\"label\">All things <span class=\"opt\">(you can skip this)</span></legend>\n", 88);
            if (wrong_) {
                html_static(out, "<p class=\"error\" id=\"f-all-error\"><span class=\"vh\">Error: </span>", 65);
                html_put_text(out, value_->error);
                html_static(out, "</p>\n", 5);
            }
#line 23 "tour/pages/forms.html"
            const struct options options_ = (things);
#line 683 "tour_pages.c"
            for (size_t i_ = 0; i_ < options_.count; i_++) {
                const text choice_ = options_.row[i_].value;
                const text label_ = options_.row[i_].label;
                html_static(out, "<label class=\"choice\"><input type=\"checkbox\" id=\"f-all", 54);
                if (i_ > 0) {
                    html_static(out, "-", 1);
                    html_put_attr_size(out, i_);
                }
                html_static(out, "\" name=\"all\" value=\"", 20);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</label>\n", 9);
            }
            html_static(out, "</fieldset>", 11);
        }
        html_static(out, "\n", 1);
#line 24 "tour/pages/forms.html"
        if (tour->count > 0) {
#line 707 "tour_pages.c"
            {
                const struct form_value *const value_ = form_value_at(values_, 15);
                const bool wrong_ = text_present(value_->error);
                html_static(out, "<div class=\"field", 17);
                if (wrong_)
                    html_static(out, " has-error", 10);
                html_static(out, "\"><label class=\"label\" for=\"f-code\">Code <span class=\"opt\">(you can skip this)</span></label>\n", 94);
                if (wrong_) {
                    html_static(out, "<p class=\"error\" id=\"f-code-error\"><span class=\"vh\">Error: </span>", 66);
                    html_put_text(out, value_->error);
                    html_static(out, "</p>\n", 5);
                }
                html_static(out, "<select class=\"input\" id=\"f-code\" name=\"code\"", 45);
                if (wrong_) {
                    html_static(out, " aria-describedby=\"f-code-error\" aria-invalid=\"true\"", 52);
                }
                html_static(out, ">\n"
                            "<option value=\"\">Choose one</option>\n", 39);
#line 24 "tour/pages/forms.html"
                const struct options options_ = (things);
#line 728 "tour_pages.c"
                for (size_t i_ = 0; i_ < options_.count; i_++) {
                    const text choice_ = options_.row[i_].value;
                    const text label_ = options_.row[i_].label;
                    html_static(out, "<option value=\"", 15);
                    html_put_text(out, choice_);
                    html_static(out, "\"", 1);
                    if (form_has(value_, choice_)) {
                        html_static(out, " selected", 9);
                    }
                    html_static(out, ">", 1);
                    html_put_text(out, label_);
                    html_static(out, "</option>\n", 10);
                }
                html_static(out, "</select>\n"
                            "</div>", 16);
            }
        }
        html_static(out, "\n", 1);
#line 25 "tour/pages/forms.html"
        for (size_t row = 0; row < (size_t)(tour->rows.count); row++) {
#line 749 "tour_pages.c"
            html_static(out, "\n"
                        "<fieldset><legend>", 19);
#line 26 "tour/pages/forms.html"
            html_put(out, (tour->rows.row[row].name));
#line 754 "tour_pages.c"
            html_static(out, "</legend>\n"
                        "<input type=\"hidden\" value=\"", 38);
#line 27 "tour/pages/forms.html"
            html_put_attr(out, (tour->thing));
#line 759 "tour_pages.c"
            html_static(out, "\" name=\"part.", 13);
            html_put_attr_size(out, row);
            html_static(out, ".seat\">\n", 8);
            {
                const struct form_value *const value_ = form_value_in(values_, &tour_edit_groups[0], row, 1);
                const bool wrong_ = text_present(value_->error);
                html_static(out, "<div class=\"field", 17);
                if (wrong_)
                    html_static(out, " has-error", 10);
                html_static(out, "\"><label class=\"label\" for=\"f-part-", 35);
                html_put_attr_size(out, row);
                html_static(out, "-share\">Share</label>\n"
                            "<p class=\"hint\" id=\"f-part-", 49);
                html_put_attr_size(out, row);
                html_static(out, "-share-hint\">In pounds.</p>\n", 28);
                if (wrong_) {
                    html_static(out, "<p class=\"error\" id=\"f-part-", 28);
                    html_put_attr_size(out, row);
                    html_static(out, "-share-error\"><span class=\"vh\">Error: </span>", 45);
                    html_put_text(out, value_->error);
                    html_static(out, "</p>\n", 5);
                }
                html_static(out, "<span class=\"money\"><span aria-hidden=\"true\">£</span><input class=\"input input--num\" id=\"f-part-", 97);
                html_put_attr_size(out, row);
                html_static(out, "-share\" name=\"part.", 19);
                html_put_attr_size(out, row);
                html_static(out, ".share\" type=\"text\" inputmode=\"decimal\" value=\"", 47);
                html_put_text(out, form_typed(value_));
                html_static(out, "\" aria-describedby=\"f-part-", 27);
                html_put_attr_size(out, row);
                html_static(out, "-share-hint", 11);
                if (wrong_) {
                    html_static(out, " f-part-", 8);
                    html_put_attr_size(out, row);
                    html_static(out, "-share-error", 12);
                }
                html_static(out, "\"", 1);
                if (wrong_) {
                    html_static(out, " aria-invalid=\"true\"", 20);
                }
                html_static(out, "></span>\n"
                            "</div>", 15);
            }
            html_static(out, "\n", 1);
            {
                const struct form_value *const value_ = form_value_in(values_, &tour_edit_groups[0], row, 2);
                const bool wrong_ = text_present(value_->error);
                html_static(out, "<fieldset class=\"field", 22);
                if (wrong_)
                    html_static(out, " has-error", 10);
                html_static(out, "\"", 1);
                if (wrong_) {
                    html_static(out, " aria-describedby=\"f-part-", 26);
                    html_put_attr_size(out, row);
                    html_static(out, "-kind-error\"", 12);
                }
                html_static(out, "><legend class=\"label\">Kind <span class=\"opt\">(you can skip this)</span></legend>\n", 82);
                if (wrong_) {
                    html_static(out, "<p class=\"error\" id=\"f-part-", 28);
                    html_put_attr_size(out, row);
                    html_static(out, "-kind-error\"><span class=\"vh\">Error: </span>", 44);
                    html_put_text(out, value_->error);
                    html_static(out, "</p>\n", 5);
                }
                for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                    const text choice_ = colour_table.codes[i_];
                    const text label_ = colour_table.labels[i_];
                    html_static(out, "<label class=\"choice\"><input type=\"radio\" id=\"f-part-", 53);
                    html_put_attr_size(out, row);
                    html_static(out, "-kind", 5);
                    if (i_ > 0) {
                        html_static(out, "-", 1);
                        html_put_attr_size(out, i_);
                    }
                    html_static(out, "\" name=\"part.", 13);
                    html_put_attr_size(out, row);
                    html_static(out, ".kind\" value=\"", 14);
                    html_put_text(out, choice_);
                    html_static(out, "\"", 1);
                    if (form_has(value_, choice_)) {
                        html_static(out, " checked", 8);
                    }
                    html_static(out, ">", 1);
                    html_put_text(out, label_);
                    html_static(out, "</label>\n", 9);
                }
                html_static(out, "<label class=\"choice\"><input type=\"radio\" name=\"part.", 53);
                html_put_attr_size(out, row);
                html_static(out, ".kind\" value=\"\"", 15);
                if (!text_present(form_typed(value_))) {
                    html_static(out, " checked", 8);
                }
                html_static(out, ">Not said</label>\n"
                            "</fieldset>", 29);
            }
            html_static(out, "\n"
                        "</fieldset>\n", 13);
        }
        html_static(out, "\n"
                    "<input type=\"hidden\" value=\"", 29);
#line 32 "tour/pages/forms.html"
        html_put_attr(out, (tour->words));
#line 862 "tour_pages.c"
        html_static(out, "\" name=\"from\">\n", 15);
        {
            const struct form_value *const value_ = form_value_at(values_, 17);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"hidden\" name=\"kept\" value=\"", 40);
            html_put_text(out, form_typed(value_));
            html_static(out, "\">", 2);
            (void)wrong_;
        }
        html_static(out, "\n"
                    "<label>By hand ", 16);
        {
            const struct form_value *const value_ = form_value_at(values_, 18);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"text\" class=\"input\" id=\"f-hand\" name=\"hand\"", 56);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-hand-error\" aria-invalid=\"true\"", 52);
            }
            html_static(out, " value=\"", 8);
            html_put_text(out, form_typed(value_));
            html_static(out, "\">", 2);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-hand-error\"><span class=\"vh\">Error: </span>", 69);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, "</label>\n"
                    "<label for=\"f-secret\">Secret</label>", 45);
        {
            const struct form_value *const value_ = form_value_at(values_, 19);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"password\" id=\"f-secret\" name=\"secret\"", 50);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-secret-error\" aria-invalid=\"true\"", 54);
            }
            html_static(out, ">", 1);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-secret-error\"><span class=\"vh\">Error: </span>", 71);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, "\n"
                    "<label for=\"f-pick\">Pick</label>\n", 34);
        {
            const struct form_value *const value_ = form_value_at(values_, 20);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<select id=\"f-pick\" name=\"pick\"", 31);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-pick-error\" aria-invalid=\"true\"", 52);
            }
            html_static(out, "><option value=\"\"", 17);
            if (form_has(value_, T(""))) {
                html_static(out, " selected", 9);
            }
            html_static(out, ">None</option>", 14);
            {
#line 37 "tour/pages/forms.html"
                __extension__ const __auto_type entry_rows_ = (tour->rows);
#line 923 "tour_pages.c"
                for (size_t entry_index = 0; entry_index < entry_rows_.count; entry_index++) {
                    __extension__ const __auto_type entry = &entry_rows_.row[entry_index];
                    (void)entry;
                    html_static(out, "<option value=\"", 15);
#line 37 "tour/pages/forms.html"
                    html_put_attr(out, (entry->name));
#line 930 "tour_pages.c"
                    html_static(out, "\"", 1);
#line 37 "tour/pages/forms.html"
                    if (form_has(value_, (entry->name))) {
#line 934 "tour_pages.c"
                        html_static(out, " selected", 9);
                    }
                    html_static(out, ">", 1);
#line 37 "tour/pages/forms.html"
                    html_put(out, (entry->name));
#line 940 "tour_pages.c"
                    html_static(out, "</option>", 9);
                }
            }
            html_static(out, "</select>", 9);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-pick-error\"><span class=\"vh\">Error: </span>", 69);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, "\n"
                    "<label for=\"f-hue\">Hue</label>", 31);
        {
            const struct form_value *const value_ = form_value_at(values_, 21);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<select id=\"f-hue\" name=\"hue\"", 29);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-hue-error\" aria-invalid=\"true\"", 51);
            }
            html_static(out, "><option value=\"\">Choose one</option>\n", 38);
            for (size_t i_ = 0; i_ < colour_table.count; i_++) {
                const text choice_ = colour_table.codes[i_];
                const text label_ = colour_table.labels[i_];
                html_static(out, "<option value=\"", 15);
                html_put_text(out, choice_);
                html_static(out, "\"", 1);
                if (form_has(value_, choice_)) {
                    html_static(out, " selected", 9);
                }
                html_static(out, ">", 1);
                html_put_text(out, label_);
                html_static(out, "</option>\n", 10);
            }
            html_static(out, "</select>", 9);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-hue-error\"><span class=\"vh\">Error: </span>", 68);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, "\n"
                    "<label for=\"f-words\">Words</label>", 35);
        {
            const struct form_value *const value_ = form_value_at(values_, 22);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<textarea id=\"f-words\" rows=\"2\" name=\"words\"", 44);
            if (wrong_) {
                html_static(out, " aria-describedby=\"f-words-error\" aria-invalid=\"true\"", 53);
            }
            html_static(out, ">\n", 2);
            html_put_text(out, form_typed(value_));
            html_static(out, "</textarea>", 11);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-words-error\"><span class=\"vh\">Error: </span>", 70);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, "\n"
                    "<label>", 8);
        {
            const struct form_value *const value_ = form_value_at(values_, 23);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"radio\" value=\"small\" id=\"f-size\" name=\"size\"", 57);
            if (form_has(value_, T("small"))) {
                html_static(out, " checked", 8);
            }
            html_static(out, ">", 1);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-size-error\"><span class=\"vh\">Error: </span>", 69);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, " Small</label>\n"
                    "<label>", 22);
        {
            const struct form_value *const value_ = form_value_at(values_, 23);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"radio\" value=\"large\" name=\"size\"", 45);
            if (form_has(value_, T("large"))) {
                html_static(out, " checked", 8);
            }
            html_static(out, ">", 1);
            (void)wrong_;
        }
        html_static(out, " Large</label>\n"
                    "<label>", 22);
        {
            const struct form_value *const value_ = form_value_at(values_, 24);
            const bool wrong_ = text_present(value_->error);
            html_static(out, "<input type=\"checkbox\" id=\"f-tick\" name=\"tick\"", 46);
            if (text_present(form_typed(value_))) {
                html_static(out, " checked", 8);
            }
            html_static(out, " value=\"yes\">", 13);
            if (wrong_) {
                html_static(out, "<span class=\"error\" id=\"f-tick-error\"><span class=\"vh\">Error: </span>", 69);
                html_put_text(out, value_->error);
                html_static(out, "</span>\n", 8);
            }
        }
        html_static(out, " Tick</label>\n", 14);
        {
#line 43 "tour/pages/forms.html"
            __extension__ const __auto_type entry_rows_ = (tour->rows);
#line 1047 "tour_pages.c"
            for (size_t entry_index = 0; entry_index < entry_rows_.count; entry_index++) {
                __extension__ const __auto_type entry = &entry_rows_.row[entry_index];
                (void)entry;
                html_static(out, "<label>", 7);
                {
                    const struct form_value *const value_ = form_value_at(values_, 25);
                    const bool wrong_ = text_present(value_->error);
                    html_static(out, "<input type=\"checkbox\" value=\"", 30);
#line 43 "tour/pages/forms.html"
                    html_put_attr(out, (entry->name));
#line 1058 "tour_pages.c"
                    html_static(out, "\" name=\"names\"", 14);
#line 43 "tour/pages/forms.html"
                    if (form_has(value_, (entry->name))) {
#line 1062 "tour_pages.c"
                        html_static(out, " checked", 8);
                    }
                    html_static(out, ">", 1);
                    (void)wrong_;
                }
#line 43 "tour/pages/forms.html"
                html_put(out, (entry->name));
#line 1070 "tour_pages.c"
                html_static(out, "</label>", 8);
            }
        }
        html_static(out, "\n"
                    "<button type=\"submit\" name=\"then\" value=\"stay\">Save</button>\n"
                    "</form>", 69);
    }
    html_static(out, "\n"
                "<form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"once\" value=\"", 80);
    html_put_text(out, view_once(out->arena, view));
    html_static(out, "\">\n"
                "<button type=\"submit\">Sign out</button></form>\n"
                "<form method=\"post\" action=\"/give\" novalidate>\n"
                "<input type=\"hidden\" name=\"once\" value=\"", 137);
    html_put_text(out, view_once(out->arena, view));
    html_static(out, "\">\n"
                "<input type=\"hidden\" name=\"version\" value=\"", 46);
#line 47 "tour/pages/forms.html"
    html_put_attr(out, (tour->version));
#line 1090 "tour_pages.c"
    html_static(out, "\">\n"
                "<input type=\"hidden\" value=\"", 31);
#line 47 "tour/pages/forms.html"
    html_put_attr(out, (tour->thing));
#line 1095 "tour_pages.c"
    html_static(out, "\" name=\"thing\"><button type=\"submit\">Give</button></form>", 57);
#line 2 "tour/pages/forms.html"
    layout_frame_close(out, T("Forms"), 2);
#line 1099 "tour_pages.c"
}

#line 3 "tour/pages/places.html"
void page_places(struct html *out, const struct tour *tour)
#line 1104 "tour_pages.c"
{
    const struct view *const view = out->view;
    (void)view;
    (void)tour;
#line 3 "tour/pages/places.html"
    layout_frame_open(out, tour->words, 1);
#line 1111 "tour_pages.c"
    html_static(out, "<h1 title=\"It says &quot;", 25);
#line 4 "tour/pages/places.html"
    html_put_attr(out, (tour->words));
#line 1115 "tour_pages.c"
    html_static(out, "&quot;\">", 8);
#line 4 "tour/pages/places.html"
    html_put(out, (tour->words));
#line 1119 "tour_pages.c"
    html_static(out, "</h1>\n"
                "<p class=\"a", 17);
#line 6 "tour/pages/places.html"
    if (tour->count > 1) {
#line 1124 "tour_pages.c"
        html_static(out, " b-", 3);
#line 6 "tour/pages/places.html"
        html_put_attr(out, (tour->words));
#line 1128 "tour_pages.c"
    }
#line 6 "tour/pages/places.html"
    else if (tour->count == 1) {
#line 1132 "tour_pages.c"
        html_static(out, " c", 2);
    }
    html_static(out, "\" data-words=\"", 14);
#line 7 "tour/pages/places.html"
    html_put_attr(out, (tour->words));
#line 1138 "tour_pages.c"
    html_static(out, "\"", 1);
#line 7 "tour/pages/places.html"
    if (tour->count > 9) {
#line 1142 "tour_pages.c"
        html_static(out, " hidden", 7);
    }
#line 7 "tour/pages/places.html"
    if (text_eq(tour->words, T("x"))) {
#line 1147 "tour_pages.c"
        html_static(out, " lang=\"en\"", 10);
    }
    html_static(out, ">\n"
                "Count ", 8);
#line 8 "tour/pages/places.html"
    html_put(out, (tour->count));
#line 1154 "tour_pages.c"
    html_static(out, " or ", 4);
#line 8 "tour/pages/places.html"
    html_put_number(out, (tour->count));
#line 1158 "tour_pages.c"
    html_static(out, ", money ", 8);
#line 8 "tour/pages/places.html"
    html_put(out, (tour->money));
#line 1162 "tour_pages.c"
    html_static(out, ",\n"
                "day <time datetime=\"", 22);
#line 9 "tour/pages/places.html"
    html_put_attr(out, (tour->when));
#line 1167 "tour_pages.c"
    html_static(out, "\">", 2);
#line 9 "tour/pages/places.html"
    html_put(out, (tour->when));
#line 1171 "tour_pages.c"
    html_static(out, "</time>.\n"
                "</p>\n"
                "<p>", 17);
#line 11 "tour/pages/places.html"
    part_link(out, tour->words, tour->words);
#line 1177 "tour_pages.c"
    html_static(out, " ", 1);
#line 11 "tour/pages/places.html"
    part_link(out, T("https://a.example/?b&c"), T("b & c"));
#line 1181 "tour_pages.c"
    part_mark(out);
    html_static(out, "</p>\n"
                "<p><a href=\"/things/", 25);
#line 12 "tour/pages/places.html"
    html_put_url(out, (tour->words));
#line 1187 "tour_pages.c"
    html_static(out, "/", 1);
#line 12 "tour/pages/places.html"
    html_put_url(out, (tour->thing));
#line 1191 "tour_pages.c"
    html_static(out, "?q=", 3);
#line 12 "tour/pages/places.html"
    html_put_url(out, (tour->words));
#line 1195 "tour_pages.c"
    html_static(out, "\">Part</a>\n"
                "<a href=\"?", 21);
#line 13 "tour/pages/places.html"
    html_put_text(out, (tour->query));
#line 1200 "tour_pages.c"
    html_static(out, "&amp;sort=title\">Query</a>\n"
                "<a href=\"", 36);
#line 14 "tour/pages/places.html"
    if (tour->count > 1) {
#line 1205 "tour_pages.c"
        html_static(out, "/one", 4);
    }
    else {
#line 14 "tour/pages/places.html"
        html_put_href(out, (tour->words));
#line 1211 "tour_pages.c"
    }
    html_static(out, "\">Either</a>\n"
                "<a", 15);
#line 15 "tour/pages/places.html"
    if (tour->count > 1) {
#line 1217 "tour_pages.c"
        html_static(out, " class=\"on\" aria-current=\"true\"", 31);
    }
    else {
        html_static(out, " class=\"off\"", 12);
    }
    html_static(out, " href=\"#main\">Tag</a></p>\n"
                "<pre>\n"
                "  kept   as ", 44);
#line 17 "tour/pages/places.html"
    html_put(out, (tour->words));
#line 1228 "tour_pages.c"
    html_static(out, "\n"
                "    it is</pre>\n", 17);
#line 19 "tour/pages/places.html"
    __extension__ const __auto_type twice = (tour->count + tour->count);
#line 1233 "tour_pages.c"
    (void)twice;
    html_static(out, "\n"
                "<ul>\n", 6);
    {
#line 21 "tour/pages/places.html"
        __extension__ const __auto_type entry_rows_ = (tour->rows);
#line 1240 "tour_pages.c"
        for (size_t entry_index = 0; entry_index < entry_rows_.count; entry_index++) {
            __extension__ const __auto_type entry = &entry_rows_.row[entry_index];
            (void)entry;
            html_static(out, "\n"
                        "<li id=\"entry-", 15);
#line 22 "tour/pages/places.html"
            html_put_attr(out, (entry_index));
#line 1248 "tour_pages.c"
            html_static(out, "\">", 2);
#line 22 "tour/pages/places.html"
            html_put(out, (entry->name));
#line 1252 "tour_pages.c"
#line 22 "tour/pages/places.html"
            if (entry->some.some) {
#line 1255 "tour_pages.c"
                html_static(out, ", ", 2);
#line 22 "tour/pages/places.html"
                html_put(out, (entry->some.it));
#line 1259 "tour_pages.c"
            }
            html_static(out, "</li>\n", 6);
        }
        if (entry_rows_.count == 0) {
            html_static(out, "\n"
                        "<li>None of ", 13);
#line 24 "tour/pages/places.html"
            html_put(out, (twice));
#line 1268 "tour_pages.c"
            html_static(out, "</li>\n", 6);
        }
    }
    html_static(out, "\n"
                "</ul>\n"
                "<table>\n"
                "<caption>Rows</caption>\n"
                "<thead><tr><th scope=\"col\">Name</th></tr></thead>\n"
                "<tbody>\n", 97);
    {
#line 31 "tour/pages/places.html"
        __extension__ const __auto_type entry_rows_ = (tour->rows);
#line 1281 "tour_pages.c"
        for (size_t entry_index = 0; entry_index < entry_rows_.count; entry_index++) {
            __extension__ const __auto_type entry = &entry_rows_.row[entry_index];
            (void)entry;
            {
#line 31 "tour/pages/places.html"
                __extension__ const __auto_type letter_rows_ = (entry->letters);
#line 1288 "tour_pages.c"
                for (size_t letter_index = 0; letter_index < letter_rows_.count; letter_index++) {
                    __extension__ const __auto_type letter = &letter_rows_.row[letter_index];
                    (void)letter;
                    html_static(out, "\n"
                                "<tr><td>", 9);
#line 32 "tour/pages/places.html"
                    html_put(out, (entry->name));
#line 1296 "tour_pages.c"
                    html_static(out, " ", 1);
#line 32 "tour/pages/places.html"
                    html_put(out, (*letter));
#line 1300 "tour_pages.c"
                    html_static(out, "</td></tr>\n", 11);
                }
            }
        }
    }
    html_static(out, "\n"
                "</tbody>\n"
                "</table>\n"
                "<p>What?\?= A trigraph that is none, a back\\slash and a “quote”.</p>", 90);
#line 3 "tour/pages/places.html"
    layout_frame_close(out, tour->words, 1);
#line 1312 "tour_pages.c"
}
