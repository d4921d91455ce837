/* The parts of the embedder of assets: see main.c. */
#ifndef TOOLS_ASSETS_ASSETS_H
#define TOOLS_ASSETS_ASSETS_H

#include "engine/base/values.h"

struct asset_file {
    text name;         /* "fonts/hanken.woff2" */
    text path;         /* "/assets/fonts/hanken.1f2e3d4c.woff2"; made */
    text plain;        /* content; of a style sheet with its references put in place */
    text gzip, brotli; /* made; absent when not worth it */
};

text file_read(struct arena *arena, const char *path) must_use;
void file_write(const char *path, text content);

/* Fills in what is made. */
void assets_make(struct arena *arena, struct asset_file *files, size_t count);
/* The C source that defines assets[]. */
text assets_emit(struct arena *arena, const struct asset_file *files, size_t count) must_use;

#endif
