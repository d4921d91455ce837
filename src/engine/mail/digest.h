/* What a digest lists: a line for each mail that waited. */
#ifndef ENGINE_MAIL_DIGEST_H
#define ENGINE_MAIL_DIGEST_H

#include "engine/base/text.h"

struct digest_line {
    text subject, summary, path;
};
struct digest_lines {
    const struct digest_line *row;
    size_t count;
};

#endif
