/* What a zip holds, by its list of contents, without unpacking any of it. Private to engine/files.
 */
#ifndef ENGINE_FILES_ZIP_LOOK_H
#define ENGINE_FILES_ZIP_LOOK_H

#include "engine/base/values.h"

enum zip_found {
    ZIP_NONE,    /* no zip from its first byte to its last */
    ZIP_OTHER,   /* one that is no document known here */
    ZIP_TOO_BIG, /* unpacks to more than a document has */
    ZIP_PROGRAM, /* a document with macros in it */
    ZIP_LOCKED,  /* asks for a password */
    ZIP_DOCX,
    ZIP_XLSX,
    ZIP_ODT
};
enum zip_found zip_look(bytes b);
/* Whether a zip's end stands at the file's end: some program would open it as one. */
bool zip_ends(bytes b);

#endif
