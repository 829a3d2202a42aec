#include "load_sample.h"
#include "load_yaml_priv.h"

/* Runs of ASCII of all lengths around a word's, and characters of each length in UTF-8. */
static char *mixed_text(GRand *rand) {
    static const char *const specials[] = {"\303\251", "\342\202\254", "\360\237\230\200"};
    GString *out = g_string_new(NULL);
    int n_runs = g_rand_int_range(rand, 0, 12);
    for (int i = 0; i < n_runs; i++) {
        for (int k = g_rand_int_range(rand, 0, 20); k > 0; k--) {
            g_string_append_c(out, 'a');
        }
        for (int k = g_rand_int_range(rand, 0, 3); k > 0; k--) {
            g_string_append(out, specials[g_rand_int_range(rand, 0, 3)]);
        }
    }
    return g_string_free(out, FALSE);
}

static void characters_have_their_bytes(void **state) {
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    for (int round = 0; round < 500; round++) {
        g_autofree char *text = mixed_text(rand);
        struct yaml_cursor cursor;
        glong n = g_utf8_strlen(text, -1);
        yaml_cursor_init(&cursor, str_from(text));
        for (int i = 0; i < 40; i++) {
            /* Forward and back; past the end at last. */
            glong index = i < 39 ? g_rand_int_range(rand, 0, (gint32)n + 1) : n + 5;
            size_t wanted = (size_t)(g_utf8_offset_to_pointer(text, MIN(index, n)) - text);
            assert_int_equal(yaml_cursor_byte(&cursor, (size_t)index), wanted);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/yaml cursor/characters have their bytes", characters_have_their_bytes, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
