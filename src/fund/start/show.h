/* What the pages of the first run show, made ready. Private to fund/start. */
#ifndef FUND_START_SHOW_H
#define FUND_START_SHOW_H

#include "engine/web/form.h"
#include "fund/start/start.h"
#include "start_queries.h"

struct start_line {
    enum start_step step;
    text path, says; /* what it is about */
    bool done, skipped;
};
struct start_lines {
    const struct start_line *row;
    size_t count;
};

struct start_page {
    enum start_step step;
    struct start_progress progress;
    const struct form_values *form; /* NULL: this step has none */
    bool sample;                    /* the form was filled with words to begin with */
    size_t rows;                    /* of the form's group */
    int64_t version;
    text email;
    struct start_samples_left_rows samples; /* that can be taken back */
    struct start_names_list_rows names;
};

#endif
