/* The confined reader's beginning and end: see read.h. */
#include "engine/files/confine.h"
#include "fund/opendata/opendata.h"
#include "fund/opendata/read.h"

#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_SIZE ((size_t)64 << 10)
#define READER_MEMORY_MAX ((size_t)768 << 20)

static void flush(struct sink *sink, size_t from)
{
    if (sink->frames.len <= from)
        return;
    sink->put(sink->arg, sink->frames.ptr, sink->frames.len);
    sink->frames.len = 0;
}

void sink_record(struct sink *sink, const struct record *record)
{
    frame_record(&sink->frames, record);
    flush(sink, FLUSH_SIZE);
}

void sink_problem(struct sink *sink, const struct frame_problem *problem)
{
    frame_problem(&sink->frames, problem);
    flush(sink, FLUSH_SIZE);
}

void sink_refuse(struct sink *sink, text say)
{
    sink_problem(sink, &(struct frame_problem){.error = true, .say = say});
}

void sink_sheet(struct sink *sink, uint32_t missing)
{
    frame_sheet(&sink->frames, missing);
}

void sink_progress(struct sink *sink, uint64_t done, uint64_t of)
{
    frame_progress(&sink->frames, done, of);
    flush(sink, FLUSH_SIZE);
}

void sink_end(struct sink *sink)
{
    frame_end(&sink->frames);
    flush(sink, 0);
}

void read_grants(struct arena *arena, int fd, bytes memory, struct sink *sink)
{
    struct source source = fd >= 0 ? source_of_fd(arena, fd) : source_of_bytes(memory);
    switch (source_kind(&source)) {
    case FILE_EMPTY:
        sink_refuse(sink, T("The file is empty. " READ_GIVE));
        break;
    case FILE_PDF:
        sink_refuse(sink, T("This is a PDF, which holds pages and no table. " READ_GIVE));
        break;
    case FILE_WEB_PAGE:
        sink_refuse(sink, T("This is a web page or other XML, not the data itself. " READ_GIVE));
        break;
    case FILE_BINARY:
        sink_refuse(sink, T("This is neither text nor a workbook, since it has NUL bytes: perhaps "
                            "a picture or an archive, or it is "
                            "damaged. " READ_GIVE));
        break;
    case FILE_OLD_XLS:
        sink_refuse(sink, T("This is an old .xls workbook, or one with a password. Save it as "
                            ".xlsx without a password "
                            "and try again."));
        break;
    case FILE_XLSX:
        read_xlsx(arena, fd, memory, sink);
        break;
    case FILE_JSON:
        read_json(arena, &source, sink);
        break;
    case FILE_CSV:
        read_csv(arena, &source, sink);
        break;
    }
    sink_end(sink);
}

/* ---- The hidden command ---- */

static void put_to_pipe(void *arg, const void *ptr, size_t size)
{
    (void)arg;
    confined_write(ptr, size);
}

static void read_input(void *arg)
{
    struct arena *arena = arg;
    struct stat stat;
    struct sink sink = {.put = put_to_pipe, .frames = {.arena = arena}};
    if (fstat(STDIN_FILENO, &stat) == 0 && stat.st_size > 0)
        sink.size = (uint64_t)stat.st_size;
    if (lseek(STDIN_FILENO, 0, SEEK_SET) != 0) {
        sink_refuse(&sink, T("The file cannot be read twice: give a file, not a pipe."));
        sink_end(&sink);
        return;
    }
    read_grants(arena, STDIN_FILENO, (bytes){.ptr = NULL}, &sink);
}

int import_child_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    if (!confine_self())
        _exit(3);
    struct failure failure;
    /* No clean-ups: the process is over, and nothing it owns outlives it. */
    _exit(fail_try(read_input, arena_new(READER_MEMORY_MAX), &failure) ? 0 : 2);
}
