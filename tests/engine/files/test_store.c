/*
 * Files in a real database, and a real clamd where Debian's is installed: it is started here with a
 * signature list of one line, the EICAR test file's, and stopped again.
 */
#include "engine/files/clamav.h"
#include "engine/files/store.h"
#include "engine/jobs/jobs.h"
#include "tests/engine/files/made.h"
#include "tests/fund/world.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Split, so that no scanner takes this source for it. */
#define EICAR                                                                                      \
    "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-"                                                 \
    "ANTIVIRUS-TEST-FILE!$H+H*"
#define EICAR_LINE "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"

static struct world *w;

static int begin(void **state)
{
    const int code = world_begin(state);
    w = *state;
    setenv("HOLDFAST_CLAMD", "/nowhere", 1);
    return code;
}

static const struct file_offer plain = {
    .name = {"a.txt", 5}, .owner = 7, .most = 1000000, .all_most = 3000000};

static struct file_taken take(bytes content, struct file_offer offer)
{
    offer.content = content;
    struct db_write *write = db_write_begin(w->database, w->arena);
    const struct file_taken taken = file_take(write, &offer);
    if (taken.say.ptr)
        db_write_undo(write);
    else
        db_write_commit(write);
    return taken;
}

static struct file_taken stage(bytes content, struct file_offer offer)
{
    offer.content = content;
    return file_stage(w->arena, w->database, &offer);
}

static struct file_row found(file_id id)
{
    struct db *db = db_read(w->database, w->arena);
    const struct file_row *row = file_find(db, id);
    db_read_end(db);
    if (!row)
        abort();
    return *row;
}

static text sent(file_id id, size_t *pieces)
{
    struct text_builder all = {.arena = w->arena};
    void *state = file_send_start(w->arena, id);
    bool more = true;
    for (*pieces = 0; more; ++*pieces) {
        struct db *db = db_read(w->database, w->arena);
        struct text_builder piece = {.arena = w->arena};
        more = file_send(state, db, &piece);
        assert_true(piece.len <= FILE_PART_BYTES);
        text_add(&all, piece.len ? text_built(&piece) : T(""));
        db_read_end(db);
    }
    return all.len ? text_built(&all) : T("");
}

static bytes letters(size_t size, char letter)
{
    unsigned char *b = arena_alloc(w->arena, size ? size : 1);
    memset(b, letter, size);
    return (bytes){.ptr = b, .len = size};
}

static void a_file_comes_back_as_it_went_in_piece_by_piece(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, FILE_PART_BYTES - 1, FILE_PART_BYTES, FILE_PART_BYTES + 1,
                                   3 * FILE_PART_BYTES};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const bytes content = letters(sizes[i], (char)('a' + (char)i));
        const struct file_taken taken = take(content, plain);
        assert_null(taken.say.ptr);
        size_t pieces;
        const text back = sent(taken.id, &pieces);
        assert_int_equal(back.len, content.len);
        assert_memory_equal(back.ptr, content.ptr, content.len);
        const struct file_row row = found(taken.id);
        assert_int_equal(row.scan, FILE_SCAN_NOT_SCANNED);
        assert_true(file_may_go(&row));
    }
}

static void a_large_file_goes_in_by_many_short_changes_and_is_judged_alike(void **state)
{
    (void)state;
    struct file_offer large = plain;
    large.most = large.all_most = 5000000;
    const bytes content = letters(3300000, 'L');
    const struct file_taken taken = stage(content, large);
    assert_null(taken.say.ptr);
    size_t pieces;
    const text back = sent(taken.id, &pieces);
    assert_true(back.len == content.len && memcmp(back.ptr, content.ptr, content.len) == 0);
    const struct file_row row = found(taken.id);
    assert_true(file_may_go(&row));
    assert_true(stage(content, large).same.some);
    assert_true(text_find(stage(letters(2000000, 'M'), large).say, T("There is no room")) == 0);
    assert_true(text_find(stage(letters(5000001, 'M'), large).say, T("too large")) > 0);
    assert_true(text_find(stage(BYTES("MZ\0"), large).say, T("not a kind")) > 0);
}

static void what_is_arriving_is_given_to_nobody(void **state)
{
    (void)state;
    const struct file_row arriving = {.scan = FILE_SCAN_ARRIVING};
    assert_false(file_may_go(&arriving));
}

static void the_largest_fits_and_one_byte_more_does_not(void **state)
{
    (void)state;
    assert_null(take(letters(1000000, 'a'), plain).say.ptr);
    const struct file_taken taken = take(letters(1000001, 'b'), plain);
    assert_true(text_find(taken.say, T("too large")) > 0);
}

static void an_organisation_has_so_much_room_and_no_more(void **state)
{
    (void)state;
    assert_null(take(letters(1000000, 'a'), plain).say.ptr);
    assert_null(take(letters(1000000, 'b'), plain).say.ptr);
    const struct file_taken third = take(letters(1000000, 'c'), plain);
    assert_null(third.say.ptr);
    const struct file_taken over = take(letters(1, 'd'), plain);
    assert_true(text_find(over.say, T("There is no room for it")) == 0);
    struct file_offer other = plain;
    other.owner = 8;
    assert_null(take(letters(1, 'd'), other).say.ptr);
    struct db_write *write = db_write_begin(w->database, w->arena);
    file_forget(write, third.id, instant_now());
    db_write_commit(write);
    assert_null(take(letters(1, 'd'), plain).say.ptr);
    size_t pieces;
    assert_int_equal(sent(third.id, &pieces).len, 0);
    const struct file_row gone = found(third.id);
    assert_false(file_may_go(&gone));
}

static void the_same_bytes_twice_are_known(void **state)
{
    (void)state;
    const struct file_taken first = take(letters(10, 'a'), plain),
                            again = take(letters(10, 'a'), plain);
    assert_true(again.same.some && file_id_raw(again.same.it) == file_id_raw(first.id));
    struct file_offer other = plain;
    other.owner = 8; /* another organisation learns nothing of it */
    assert_false(take(letters(10, 'a'), other).same.some);
}

/* ---- A scanner that lies, hangs up, or talks too much ---- */

static void a_scanner_that_gives_no_answer_leaves_the_file_not_scanned(void **state)
{
    (void)state;
    const struct file_taken taken = take(letters(10, 'a'), plain);
    const char *path =
        text_cstr(w->arena, text_format(w->arena, "%s/nobody.sock", w->place.folder));
    setenv("HOLDFAST_CLAMD", path, 1);
    assert_null(clamav_socket());
    assert_int_equal(files_scan(w->arena, w->database, NULL), 0);
    assert_int_equal(found(taken.id).scan, FILE_SCAN_NOT_SCANNED);
    assert_null(clamav_ask(w->arena, path));
}

/* ---- The real one ---- */

struct daemon {
    pid_t pid;
    const char *folder;
};

static void write_file(const char *path, text content)
{
    FILE *file = fopen(path, "w");
    if (!file || fwrite(content.ptr, 1, content.len, file) != content.len || fclose(file) != 0)
        abort();
}

static const char *in_folder(const char *name)
{
    return text_cstr(w->arena, text_format(w->arena, "%s/%s", w->place.folder, name));
}

/* False: it is not installed. */
static bool daemon_start(struct daemon *daemon)
{
    if (access("/usr/sbin/clamd", X_OK) != 0)
        return false;
    if (mkdir(in_folder("signatures"), 0700) != 0)
        abort();
    write_file(in_folder("signatures/own.hdb"), T(EICAR_LINE));
    write_file(
        in_folder("clamd.conf"),
        text_format(w->arena,
                    "LocalSocket %s/clamd.sock\nDatabaseDirectory %s/signatures\nForeground yes\n"
                    "StreamMaxLength 2M\nOfficialDatabaseOnly no\n",
                    w->place.folder, w->place.folder));
    daemon->pid = fork();
    if (daemon->pid == 0) {
        if (freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
            execl("/usr/sbin/clamd", "clamd", "-c", in_folder("clamd.conf"), (char *)NULL);
        _exit(127);
    }
    setenv("HOLDFAST_CLAMD", in_folder("clamd.sock"), 1);
    for (int tenth = 0; tenth < 300 && !clamav_socket(); tenth++)
        usleep(100000);
    return clamav_socket() != NULL;
}

static void daemon_stop(const struct daemon *daemon)
{
    (void)kill(daemon->pid, SIGTERM);
    (void)waitpid(daemon->pid, NULL, 0);
    (void)remove(in_folder("signatures/own.hdb"));
    (void)rmdir(in_folder("signatures"));
    (void)remove(in_folder("clamd.conf"));
    (void)remove(in_folder("clamd.sock"));
}

static void clamd_tells_the_good_from_the_bad(void **state)
{
    (void)state;
    const struct file_taken before = take(letters(100, 'x'), plain); /* while there is none */
    struct daemon daemon;
    if (!daemon_start(&daemon))
        skip();
    const bytes virus = BYTES(EICAR);
    const struct file_taken good = take(letters(200000, 'g'), plain), bad = take(virus, plain);
    const struct file_row waiting = found(bad.id);
    assert_int_equal(waiting.scan, FILE_SCAN_WAITING);
    assert_false(file_may_go(&waiting));
    struct arena *arena = arena_new((size_t)8 << 20);
    struct jobs *jobs = jobs_new(arena);
    files_scan_soon(jobs, w->database);
    jobs_wait(jobs);
    arena_free(arena);
    const struct file_row refused = found(bad.id);
    assert_int_equal(refused.scan, FILE_SCAN_REFUSED);
    assert_true(text_starts(refused.scan_said, T("Eicar-Test-Signature")));
    assert_true(refused.gone_at.some);
    assert_int_equal(found(good.id).scan, FILE_SCAN_CLEAN);
    assert_int_equal(found(before.id).scan, FILE_SCAN_CLEAN); /* looked at once there is one */
    struct file_offer large = plain;
    large.most = large.all_most = 10000000;
    const struct file_taken over = take(letters(3000000, 'h'), large); /* more than clamd takes */
    assert_int_equal(files_scan(w->arena, w->database, NULL), 1);
    assert_int_equal(found(over.id).scan, FILE_SCAN_NOT_SCANNED);
    daemon_stop(&daemon);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_file_comes_back_as_it_went_in_piece_by_piece),
        test(a_large_file_goes_in_by_many_short_changes_and_is_judged_alike),
        test(what_is_arriving_is_given_to_nobody),
        test(the_largest_fits_and_one_byte_more_does_not),
        test(an_organisation_has_so_much_room_and_no_more),
        test(the_same_bytes_twice_are_known),
        test(a_scanner_that_gives_no_answer_leaves_the_file_not_scanned),
        test(clamd_tells_the_good_from_the_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
