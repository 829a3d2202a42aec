#include "deliver.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIMIT_BYTES = 4096, LARGE_BYTES = 1 << 20 };

struct fixture {
    char *folder;
    struct diags diags;
};

static int set_up(void **state) {
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->folder = g_dir_make_tmp("pdfgen-deliver-XXXXXX", NULL);
    *state = fixture;
    return 0;
}

static void remove_tree(const char *path) {
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    if (folder) {
        g_dir_close(folder);
    }
    g_remove(path);
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    remove_tree(fixture->folder);
    g_free(fixture->folder);
    diags_clear(&fixture->diags);
    g_free(fixture);
    return 0;
}

static char *path_in(const struct fixture *fixture, const char *name) {
    return g_build_filename(fixture->folder, name, NULL);
}

static bool deliver_through(struct fixture *fixture, const char *folder, const char *name,
                            const char *text) {
    g_autofree char *path = path_in(fixture, name);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return deliver_file_through(folder, path, name, bytes, &fixture->diags);
}

static bool deliver(struct fixture *fixture, const char *name, const char *text) {
    return deliver_through(fixture, NULL, name, text);
}

static void assert_content(const struct fixture *fixture, const char *name, const char *wanted) {
    g_autofree char *path = path_in(fixture, name);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, wanted);
}

/* How many entries the fixture's folder has: a temporary file that was left would be one more. */
static size_t count_entries(const struct fixture *fixture) {
    GDir *folder = g_dir_open(fixture->folder, 0, NULL);
    size_t n = 0;
    while (g_dir_read_name(folder)) {
        n++;
    }
    g_dir_close(folder);
    return n;
}

static void assert_error(const struct fixture *fixture, enum diag_code code) {
    assert_int_equal(fixture->diags.n_errors, 1);
    assert_string_equal(diag_code_word(fixture->diags.items[0].code), diag_code_word(code));
    assert_int_equal(diags_exit_code(&fixture->diags), 3);
}

static void file_is_written_and_replaced(void **state) {
    struct fixture *fixture = *state;
    assert_true(deliver(fixture, "a.pdf", "one"));
    assert_content(fixture, "a.pdf", "one");
    assert_true(deliver(fixture, "a.pdf", "second"));
    assert_content(fixture, "a.pdf", "second");
    assert_int_equal(count_entries(fixture), 1);
}

static void missing_folders_are_made(void **state) {
    struct fixture *fixture = *state;
    assert_true(deliver(fixture, "out/acme/qbr.pdf", "deep"));
    assert_content(fixture, "out/acme/qbr.pdf", "deep");
}

static void mode_follows_umask_and_is_kept(void **state) {
    struct fixture *fixture = *state;
    g_autofree char *path = path_in(fixture, "a.pdf");
    struct stat status;
    mode_t before = umask(027);
    assert_true(deliver(fixture, "a.pdf", "one"));
    umask(before);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_int_equal(chmod(path, 0604), 0);
    assert_true(deliver(fixture, "a.pdf", "two"));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0604);
}

static void symbolic_link_stays(void **state) {
    struct fixture *fixture = *state;
    g_autofree char *link_path = path_in(fixture, "link.pdf");
    assert_true(deliver(fixture, "real.pdf", "one"));
    assert_int_equal(symlink("real.pdf", link_path), 0);
    assert_true(deliver(fixture, "link.pdf", "two"));
    assert_true(g_file_test(link_path, G_FILE_TEST_IS_SYMLINK));
    assert_content(fixture, "real.pdf", "two");
}

static void folder_is_an_error(void **state) {
    struct fixture *fixture = *state;
    assert_false(deliver(fixture, ".", "x"));
    assert_error(fixture, DIAG_OUTPUT_EXISTS);
}

static void name_with_a_slash_at_its_end_is_an_error(void **state) {
    struct fixture *fixture = *state;
    g_autoptr(GBytes) bytes = g_bytes_new("x", 1);
    assert_false(deliver_file(fixture->folder, "folder/", bytes, &fixture->diags));
    assert_error(fixture, DIAG_OUTPUT_EXISTS);
}

static void long_name_is_an_error(void **state) {
    struct fixture *fixture = *state;
    g_autofree char *name = g_strnfill(300, 'n');
    assert_false(deliver(fixture, name, "x"));
    assert_error(fixture, DIAG_OUTPUT_FAILED);
    assert_int_equal(count_entries(fixture), 0);
}

static void longest_name_is_written(void **state) {
    struct fixture *fixture = *state;
    g_autofree char *name = g_strnfill(255, 'n');
    assert_true(deliver(fixture, name, "x"));
    assert_content(fixture, name, "x");
}

static void file_in_place_of_a_folder_is_an_error(void **state) {
    struct fixture *fixture = *state;
    assert_true(deliver(fixture, "plain", "x"));
    assert_false(deliver(fixture, "plain/a.pdf", "x"));
    assert_error(fixture, DIAG_OUTPUT_FAILED);
}

static void full_device_is_an_error(void **state) {
    struct fixture *fixture = *state;
    g_autoptr(GBytes) bytes = g_bytes_new("x", 1);
    assert_false(deliver_file("/dev/full", "/dev/full", bytes, &fixture->diags));
    assert_error(fixture, DIAG_OUTPUT_FAILED);
    assert_non_null(fixture->diags.items[0].hint);
    struct stat status;
    assert_int_equal(stat("/dev/full", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

/* A file size limit stops the writing half way, as a full disk does. */
static void limit_file_size(void) {
    struct rlimit limit = {LIMIT_BYTES, LIMIT_BYTES};
    setrlimit(RLIMIT_FSIZE, &limit);
}

static int wait_for(pid_t child) {
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool deliver_large(struct fixture *fixture) {
    g_autofree char *text = g_strnfill(LARGE_BYTES, 'x');
    return deliver(fixture, "a.pdf", text);
}

static void write_that_fails_half_way_leaves_the_old_file(void **state) {
    struct fixture *fixture = *state;
    assert_true(deliver(fixture, "a.pdf", "old"));
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        limit_file_size();
        bool is_written = deliver_large(fixture);
        _exit(is_written ? 1 : diags_exit_code(&fixture->diags));
    }
    assert_int_equal(wait_for(child), 3);
    assert_content(fixture, "a.pdf", "old");
    assert_int_equal(count_entries(fixture), 1);
}

static void end_as_the_program_does(int signal_number) {
    (void)signal_number;
    deliver_abandon();
    _exit(130);
}

static void signal_half_way_leaves_the_old_file(void **state) {
    struct fixture *fixture = *state;
    assert_true(deliver(fixture, "a.pdf", "old"));
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, end_as_the_program_does);
        limit_file_size();
        deliver_large(fixture);
        _exit(1);
    }
    assert_int_equal(wait_for(child), 130);
    assert_content(fixture, "a.pdf", "old");
    assert_int_equal(count_entries(fixture), 1);
}

/* A pipe takes 64 KiB at a time, so that most writes are short ones. */
static void descriptor_gets_every_byte(void **state) {
    struct fixture *fixture = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        char buffer[1000];
        size_t total = 0;
        close(ends[1]);
        for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) {
            total += (size_t)n;
        }
        _exit(total == LARGE_BYTES ? 0 : 1);
    }
    close(ends[0]);
    g_autofree char *text = g_strnfill(LARGE_BYTES, 'x');
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, LARGE_BYTES);
    assert_true(deliver_descriptor(ends[1], "pipe", bytes, &fixture->diags));
    close(ends[1]);
    assert_int_equal(wait_for(child), 0);
}

static void reader_that_left_is_an_error(void **state) {
    struct fixture *fixture = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
    assert_false(deliver_descriptor(ends[1], "pipe", bytes, &fixture->diags));
    signal(SIGPIPE, SIG_DFL);
    close(ends[1]);
    assert_error(fixture, DIAG_OUTPUT_FAILED);
}

static void a_file_comes_through_another_folder(void **state) {
    struct fixture *fixture = *state;
    g_autofree char *missing = path_in(fixture, "missing"), *there = path_in(fixture, "there");
    assert_int_equal(g_mkdir(there, 0755), 0);
    assert_true(deliver_through(fixture, there, "a.pdf", "first"));
    assert_content(fixture, "a.pdf", "first");
    assert_int_equal(g_rmdir(there), 0);
    assert_false(deliver_through(fixture, missing, "a.pdf", "second"));
    assert_error(fixture, DIAG_OUTPUT_FAILED);
    assert_content(fixture, "a.pdf", "first");
}

/* Shared memory is a file system of its own. */
static void another_file_system_is_no_way(void **state) {
    struct fixture *fixture = *state;
    struct stat there, here;
    if (g_stat("/dev/shm", &there) != 0 || g_access("/dev/shm", W_OK) != 0 ||
        g_stat(fixture->folder, &here) != 0 || there.st_dev == here.st_dev) {
        skip();
    }
    assert_true(deliver_through(fixture, "/dev/shm", "a.pdf", "first"));
    assert_content(fixture, "a.pdf", "first");
}

#define TEST(name, function)                                                                       \
    { "/deliver/" name, function, set_up, tear_down, NULL }

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST("a file is written and replaced", file_is_written_and_replaced),
        TEST("missing folders are made", missing_folders_are_made),
        TEST("the mode follows the umask and is kept", mode_follows_umask_and_is_kept),
        TEST("a symbolic link stays", symbolic_link_stays),
        TEST("a folder is an error", folder_is_an_error),
        TEST("a name with a slash at its end is an error",
             name_with_a_slash_at_its_end_is_an_error),
        TEST("a name that is too long is an error", long_name_is_an_error),
        TEST("the longest name is written", longest_name_is_written),
        TEST("a file in place of a folder is an error", file_in_place_of_a_folder_is_an_error),
        TEST("a full device is an error", full_device_is_an_error),
        TEST("a write that fails half way leaves the old file",
             write_that_fails_half_way_leaves_the_old_file),
        TEST("a signal half way leaves the old file", signal_half_way_leaves_the_old_file),
        TEST("a descriptor gets every byte", descriptor_gets_every_byte),
        TEST("a reader that left is an error", reader_that_left_is_an_error),
        TEST("a file comes through another folder", a_file_comes_through_another_folder),
        TEST("another file system is no way", another_file_system_is_no_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
