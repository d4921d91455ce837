/*
 * Pictures that a site shows: what they are and how large, by their bytes alone, without decoding
 * them. Browsers decode; here it only matters that a file is one picture from its first byte to its
 * last, so that nothing rides along behind it.
 */
#ifndef ENGINE_FILES_IMAGE_H
#define ENGINE_FILES_IMAGE_H

#include "engine/base/values.h"

struct image {
    const char *type; /* "image/png", "image/jpeg", "image/webp" */
    int64_t width, height;
};
/* False: it is none of these, or not whole, or something follows it. */
bool image_look(bytes b, struct image *out) must_use;

#endif
