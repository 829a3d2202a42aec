#include "../sent_sample.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static Sent *open_sent(bool is_reading) {
    struct diags diags = {0};
    Sent *sent = sent_open(folder, "out", is_reading, &diags);
    assert_non_null(sent);
    assert_int_equal(diags.n, 0);
    return sent;
}

static void write_entry(Sent *sent, enum sent_state state) {
    struct diags diags = {0};
    struct sent_entry one = sent_sample;
    one.state = state;
    assert_true(sent_write(sent, &one, 1, &diags));
}

static char *file(void) {
    return g_build_filename(folder, ".pdfgen", "sent", NULL);
}

static void append(const char *text) {
    g_autofree char *path = file(), *before = NULL;
    assert_true(g_file_get_contents(path, &before, NULL, NULL));
    g_autofree char *after = g_strconcat(before, text, NULL);
    assert_true(g_file_set_contents(path, after, -1, NULL));
}

static void test_last_word(void **state) {
    (void)state;
    Sent *sent = open_sent(false);
    assert_null(sent_lookup(sent, &sent_sample));
    write_entry(sent, SENT_SENDING);
    assert_int_equal(sent_lookup(sent, &sent_sample)->state, SENT_SENDING);
    write_entry(sent, SENT_SENT);
    sent_close(sent);
    sent = open_sent(true);
    const struct sent_entry *found = sent_lookup(sent, &sent_sample);
    assert_int_equal(found->state, SENT_SENT);
    assert_string_equal(found->said, sent_sample.said);
    assert_string_equal(found->message_id, sent_sample.message_id);
    struct sent_entry other = sent_sample;
    other.address = "a@B.EXAMPLE";
    assert_non_null(sent_lookup(sent, &other));
    other.period = "2026-Q2";
    assert_null(sent_lookup(sent, &other));
    sent_close(sent);
}

/* After a kill or a power failure: at every byte of the last line. */
static void test_torn_line(void **state) {
    (void)state;
    Sent *sent = open_sent(false);
    write_entry(sent, SENT_SENDING);
    sent_close(sent);
    g_autofree char *path = file(), *first = NULL, *both = NULL;
    gsize n_first = 0, n_both = 0;
    assert_true(g_file_get_contents(path, &first, &n_first, NULL));
    sent = open_sent(false);
    write_entry(sent, SENT_SENT);
    sent_close(sent);
    assert_true(g_file_get_contents(path, &both, &n_both, NULL));
    for (gsize n = n_first; n <= n_both; n++) {
        assert_true(g_file_set_contents(path, both, (gssize)n, NULL));
        sent = open_sent(false);
        assert_int_equal(sent_lookup(sent, &sent_sample)->state,
                         n == n_both ? SENT_SENT : SENT_SENDING);
        write_entry(sent, SENT_REFUSED);
        sent_close(sent);
        sent = open_sent(true);
        assert_int_equal(sent_lookup(sent, &sent_sample)->state, SENT_REFUSED);
        sent_close(sent);
    }
}

static void test_damaged_line(void **state) {
    (void)state;
    static const char *const lines[] = {"nonsense\n", "sent\tqbr\n",
                                        "other\t1\t2\t3\t4\t5\t6\t7\t8\n",
                                        "sent\t1\t2\t3\t4\t5\t6\t7\t8\\\n", "\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        Sent *sent = open_sent(false);
        write_entry(sent, SENT_SENT);
        sent_close(sent);
        append(lines[i]);
        struct diags diags = {0};
        assert_null(sent_open(folder, "out", false, &diags));
        assert_int_equal(diags.items[0].code, DIAG_EMAIL_LEDGER);
        diags_clear(&diags);
        g_autofree char *path = file();
        assert_int_equal(remove(path), 0);
    }
}

static void test_reading_writes_nothing(void **state) {
    (void)state;
    Sent *sent = open_sent(true);
    assert_null(sent_lookup(sent, &sent_sample));
    sent_close(sent);
    g_autofree char *path = file();
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

/* In another process: one would not wait for itself. */
static void test_one_at_a_time(void **state) {
    (void)state;
    Sent *sent = open_sent(false);
    write_entry(sent, SENT_SENDING);
    pid_t child = fork();
    if (child == 0) {
        struct diags diags = {0};
        Sent *second = sent_open(folder, "out", false, &diags);
        bool is_told = !second && diags.n == 1 && diags.items[0].code == DIAG_BATCH_LOCKED;
        Sent *reader = sent_open(folder, "out", true, &diags);
        _exit(is_told && reader ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    sent_close(sent);
}

#define TEST(name, function)                                                                       \
    { name, function, set_up, tear_down, NULL }

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST("/sent/the last line on a message counts", test_last_word),
        TEST("/sent/a line that is not whole is as if it were not there", test_torn_line),
        TEST("/sent/a line that cannot be read stops everything", test_damaged_line),
        TEST("/sent/of two processes one writes", test_one_at_a_time),
        TEST("/sent/who only reads makes nothing", test_reading_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
