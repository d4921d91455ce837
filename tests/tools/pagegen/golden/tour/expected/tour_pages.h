/* Made by pagegen from the pages of tour. */
#ifndef TOUR_PAGES_H
#define TOUR_PAGES_H

#include "engine/web/form.h"
#include "engine/web/html.h"
#include "engine/web/view.h"
#include "tour.h"

struct tour_find_form {
    text q;
    opt_colour colour;
};
extern const struct form_spec tour_find_form_spec;

struct tour_edit_part {
    thing_id seat;
    pence share;
    opt_colour kind;
};

struct tour_edit_form {
    text title;
    text about;
    text email;
    text site;
    pence amount;
    opt_day began;
    opt_int number;
    bool agreed;
    struct upload paper;
    enum colour colour;
    opt_colour shade;
    struct {
        const enum colour *row;
        size_t count;
    } colours;
    thing_id thing;
    opt_thing_id other;
    struct {
        const thing_id *row;
        size_t count;
    } all;
    text code;
    text from;
    opt_int kept;
    text hand;
    text secret;
    text pick;
    opt_colour hue;
    text words;
    text size;
    bool tick;
    struct {
        const text *row;
        size_t count;
    } names;
    struct {
        const struct tour_edit_part *row;
        size_t count;
    } part;
};
extern const struct form_spec tour_edit_form_spec;

struct tour_give_form {
    thing_id thing;
};
extern const struct form_spec tour_give_form_spec;

#line 2 "tour/pages/forms.html"
void page_forms(struct html *out, const struct tour *tour, const struct form_values *form, const struct form_values *find, struct options things);
#line 73 "tour_pages.h"
#line 3 "tour/pages/places.html"
void page_places(struct html *out, const struct tour *tour);
#line 76 "tour_pages.h"

#endif
