#include "load_sample.h"

#include <unistd.h>

struct read_case {
    const char *path, *text, *said; /* text is NULL: refused */
};

static const struct read_case reads[] = {
    {"w/a.txt", "hello", ""},
    {"w/../w/./a.txt", "hello", ""},
    {"w/bom.txt", "x", ""},
    {"w/empty.txt", "", ""},
    {"w/missing.txt", NULL, "file-missing w/missing.txt"},
    {"w/a.txt/b", NULL, "file-missing w/a.txt/b"},
    {"w", NULL, "file-unreadable w"},
    {"w/latin.txt", NULL, "file-encoding w/latin.txt:2:2"},
    {"w/nul.txt", NULL, "file-encoding w/nul.txt:1:2"},
    {"outside.txt", NULL, "file-outside outside.txt"},
    {"w/../outside.txt", NULL, "file-outside outside.txt"},
    {"w/link.txt", NULL, "file-outside w/link.txt"},
    {"w/inner.txt", "hello", ""},
    {"w-not/a.txt", NULL, "file-outside w-not/a.txt"},
    {"w/not/a.txt", NULL, "file-outside w/not/a.txt"},
    {"w/not/b.txt", NULL, "file-outside w/not/b.txt"},
    {"w/same/bom.txt", "x", ""},
    {"w/same/link.txt", NULL, "file-outside w/same/link.txt"},
};

static void link_to(const struct sample *sample, const char *target, const char *path) {
    g_autofree char *link = g_build_filename(sample->folder, path, NULL);
    assert_int_equal(symlink(target, link), 0);
}

/* Only w/ may be read; link.txt and not/ lead out of it, inner.txt and same/ stay inside. */
static World *open_world(const struct sample *sample) {
    static const char *const environment[] = {"NAME=value", "EMPTY=", "NAMES=x", NULL};
    World *world = world_new(environment, sample->folder);
    g_autofree char *allowed = g_build_filename(sample->folder, "w", NULL);
    g_autofree char *nul = g_build_filename(sample->folder, "w/nul.txt", NULL);
    sample_write(sample, "w/a.txt", "hello");
    sample_write(sample, "w/bom.txt", "\357\273\277x");
    sample_write(sample, "w/empty.txt", "");
    sample_write(sample, "w/latin.txt", "ok\n\303\251\xE9");
    sample_write(sample, "outside.txt", "secret");
    sample_write(sample, "w-not/a.txt", "secret");
    sample_write(sample, "w-not/b.txt", "secret");
    assert_true(g_file_set_contents(nul, "a\0b", 3, NULL));
    link_to(sample, "../outside.txt", "w/link.txt");
    link_to(sample, "a.txt", "w/inner.txt");
    link_to(sample, "../w-not", "w/not");
    link_to(sample, ".", "w/same");
    world_allow(world, allowed);
    return world;
}

static void texts_are_read_where_it_is_allowed(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    for (size_t i = 0; i < G_N_ELEMENTS(reads); i++) {
        struct diags diags = {0};
        print_message("%s\n", reads[i].path);
        const struct source *source =
            world_read_text(world, reads[i].path, (struct span){0}, &diags);
        assert_string_equal(said(sample.arena, &diags), reads[i].said);
        assert_int_equal(source != NULL, reads[i].text != NULL);
        assert_true(!source || str_is(source->text, reads[i].text));
        diags_clear(&diags);
    }
    sample_close(&sample);
}

struct encoding_case {
    const char *bytes;
    size_t n;
    const char *message; /* NULL: read */
};

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct encoding_case encodings[] = {
    {BYTES("a\r\nb"), NULL},
    {BYTES("\xEF\xBB\xBFx: \xC3\xA9"), NULL},
    {BYTES("x: \xE9"), "byte 3 (0xE9) is not UTF-8 text"},
    /* counted from the beginning of the file, its mark included */
    {BYTES("\xEF\xBB\xBFx: \xE9"), "byte 6 (0xE9) is not UTF-8 text"},
    {BYTES("\xC0\xAF"), "byte 0 (0xC0) is not UTF-8 text"},
    {BYTES("\xED\xA0\x80"), "byte 0 (0xED) is not UTF-8 text"},
    {BYTES("ab\xE2\x82"), "byte 2 (0xE2) is not UTF-8 text"},
    {BYTES("ab\0c"), "byte 2 is a NUL byte, which no text has"},
    {BYTES("\xFF\xFEn\0a\0"), "the file is UTF-16 text"},
    {BYTES("\xFE\xFF\0n\0a"), "the file is UTF-16 text"},
    {BYTES("n\0a\0"), "byte 1 is a NUL byte, which no text has"},
};

/* Every file comes this way: workspace, partners, templates, themes. */
static void encodings_are_told_apart(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
        struct sample sample;
        sample_open(&sample);
        g_autofree char *path = g_build_filename(sample.folder, "t", NULL);
        assert_true(g_file_set_contents(path, encodings[i].bytes, (gssize)encodings[i].n, NULL));
        const struct source *source =
            world_read_text(sample.world, path, (struct span){0}, &sample.diags);
        print_message("%zu\n", i);
        assert_int_equal(source != NULL, encodings[i].message == NULL);
        if (!source) {
            assert_int_equal(sample.diags.n, 1);
            assert_string_equal(sample.diags.items[0].message, encodings[i].message);
            assert_true(has_hint(&sample.diags, "UTF-8"));
        }
        sample_close(&sample);
    }
}

static void a_file_is_read_once(void **state) {
    (void)state;
    struct sample sample;
    struct diags diags = {0};
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    const struct source *first = world_read_text(world, "w/a.txt", (struct span){0}, &diags);
    sample_write(&sample, "w/a.txt", "changed");
    assert_ptr_equal(world_read_text(world, "w/./a.txt", (struct span){0}, &diags), first);
    assert_true(str_is(first->text, "hello"));
    world_read_text(world, "w/bom.txt", (struct span){0}, &diags);
    world_read_text(world, "w/missing.txt", (struct span){0}, &diags);
    const char *const *paths;
    assert_int_equal(world_reads(world, &paths), 2);
    assert_true(g_str_has_suffix(paths[0], "/w/a.txt"));
    assert_true(g_path_is_absolute(paths[1]));
    diags_clear(&diags);
    sample_close(&sample);
}

static void bytes_have_a_limit(void **state) {
    (void)state;
    struct sample sample;
    struct diags diags = {0};
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    assert_null(world_read_bytes(world, "w/a.txt", 4, (struct span){0}, &diags));
    assert_string_equal(said(sample.arena, &diags), "file-large w/a.txt");
    GBytes *bytes = world_read_bytes(world, "w/a.txt", 5, (struct span){0}, &diags);
    assert_non_null(bytes);
    assert_int_equal(g_bytes_get_size(bytes), 5);
    diags_clear(&diags);
    sample_close(&sample);
}

static void the_place_that_asked_is_named(void **state) {
    (void)state;
    struct sample sample;
    struct diags diags = {0};
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    const struct source *asker = source_new(sample.arena, "t", STR("a\nbc"));
    assert_null(world_read_text(world, "w/missing.txt", span_of(asker, 3, 4), &diags));
    assert_string_equal(said(sample.arena, &diags), "file-missing t:2:2");
    diags_clear(&diags);
    sample_close(&sample);
}

static void folders_are_listed_in_order(void **state) {
    (void)state;
    struct sample sample;
    char **names;
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    sample_write(&sample, "w/B.txt", "");
    size_t n = world_list(world, sample.arena, "w", &names);
    assert_int_equal(n, 10);
    assert_string_equal(names[0], "B.txt");
    assert_string_equal(names[1], "a.txt");
    assert_int_equal(world_list(world, sample.arena, "w-not", &names), 0);
    assert_int_equal(world_list(world, sample.arena, "w/missing", &names), 0);
    sample_close(&sample);
}

static void paths_are_shown_as_typed(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    Arena *arena = world_arena(world);
    g_autofree char *inside = g_build_filename(sample.folder, "w", "a.txt", NULL);
    assert_string_equal(world_absolute(world, arena, "w/../w/./a.txt"), inside);
    assert_string_equal(world_display_path(world, arena, inside), "w/a.txt");
    assert_string_equal(world_display_path(world, arena, "/etc/x"), "/etc/x");
    assert_true(world_is_file(world, "w/a.txt") && !world_is_file(world, "w"));
    assert_true(world_is_directory(world, "w") && !world_is_directory(world, "w/a.txt"));
    sample_close(&sample);
}

static void the_environment_is_given(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    g_autoptr(World) world = open_world(&sample);
    assert_string_equal(world_env(world, "NAME"), "value");
    assert_string_equal(world_env(world, "NAMES"), "x");
    assert_null(world_env(world, "EMPTY"));
    assert_null(world_env(world, "PATH"));
    assert_string_equal(world_directory(world), sample.folder);
    world_set_today(world, (struct date){2026, 9, 28});
    assert_int_equal(world_today(world).day, 28);
    sample_close(&sample);
}

static void the_installation_is_found(void **state) {
    (void)state;
    struct sample sample;
    struct diags diags = {0};
    sample_open(&sample);
    sample_write(&sample, "usr/share/pdfgen/fonts/fonts.yaml", "");
    sample_write(&sample, "usr/share/pdfgen/templates/x", "");
    sample_write(&sample, "src/fonts/fonts.yaml", "");
    sample_write(&sample, "src/templates/x", "");
    static const char *const rows[][2] = {{"usr/bin/pdfgen", "usr/share/pdfgen"},
                                          {"src/build/dev/pipeline/pdfgen", "src"},
                                          {"elsewhere/pdfgen", NULL}};
    static const char *const environment[] = {NULL}, *const wrong[] = {"PDFGEN_HOME=elsewhere",
                                                                       NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(World) world = world_new(environment, sample.folder);
        g_autofree char *program = g_build_filename(sample.folder, rows[i][0], NULL);
        bool is_found = world_find_installation(world, program, &diags);
        assert_int_equal(is_found, rows[i][1] != NULL);
        if (is_found) {
            g_autofree char *wanted = g_build_filename(sample.folder, rows[i][1], NULL);
            assert_string_equal(world_installation(world), wanted);
        }
    }
    g_autoptr(World) world = world_new(wrong, sample.folder);
    assert_false(world_find_installation(world, "/x", &diags));
    assert_string_equal(said(sample.arena, &diags), "install-missing; install-missing");
    diags_clear(&diags);
    sample_close(&sample);
}

/* "a.yaml b.yaml- templates/+": "-" was not there, "+" is a folder. */
static char *inputs_of(Arena *arena, World *world, const char *folder) {
    const struct world_input *inputs = NULL;
    size_t n = world_job_inputs(world, &inputs);
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        const char *digest = inputs[i].digest;
        assert_true(g_str_equal(digest, "-") || strlen(digest) == 64);
        assert_string_equal(world_digest(world, inputs[i].path), digest);
        g_string_append_printf(all, "%s%s%s", i ? " " : "", inputs[i].path + strlen(folder) + 1,
                               g_str_equal(digest, "-") ? "-" : "");
    }
    return arena_strdup(arena, all->str);
}

static void a_job_knows_its_inputs(void **state) {
    (void)state;
    struct sample sample;
    sample_open(&sample);
    static const char *const environment[] = {NULL};
    g_autoptr(World) world = world_new(environment, sample.folder);
    struct diags diags = {0};
    struct span nowhere = {0};
    char **names;
    sample_write(&sample, "shared", "text");
    sample_write(&sample, "own", "text");
    sample_write(&sample, "font", "text");
    sample_write(&sample, "folder/x", "text");
    char *font = g_build_filename(sample.folder, "font", NULL);
    world_record(world);
    world_allow(world, sample.folder);
    assert_non_null(world_read_text(world, "shared", nowhere, &diags));

    for (int i = 0; i < 2; i++) {
        /* The second job finds the font in memory, and its own file not. */
        world_begin_job(world);
        assert_false(world_is_file(world, "absent"));
        const struct source *own = world_read_text(world, "own", nowhere, &diags);
        assert_ptr_equal(own, world_read_text(world, "own", nowhere, &diags));
        enum world_reading before = world_set_reading(world, WORLD_KEPT);
        assert_non_null(world_read_bytes(world, "font", 1000, nowhere, &diags));
        world_set_reading(world, before);
        world_list(world, sample.arena, "folder", &names);
        assert_string_equal(inputs_of(sample.arena, world, sample.folder),
                            "absent- folder/ font own shared");
        world_end_job(world);
    }
    world_begin_job(world);
    assert_string_equal(inputs_of(sample.arena, world, sample.folder), "shared");
    world_note(world, font);
    assert_string_equal(inputs_of(sample.arena, world, sample.folder), "font shared");
    /* What is passed by is an input, what is glanced at is none. */
    world_set_reading(world, WORLD_GLANCE);
    assert_non_null(world_read_text(world, "folder/x", nowhere, &diags));
    world_note(world, font);
    assert_false(world_is_file(world, "absent"));
    world_set_reading(world, WORLD_PASSING);
    assert_non_null(world_read_text(world, "own", nowhere, &diags));
    assert_string_equal(inputs_of(sample.arena, world, sample.folder), "font own shared");
    world_end_job(world);
    assert_int_equal(diags.n, 0);
    g_free(font);
    sample_close(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/world/texts are read where it is allowed", texts_are_read_where_it_is_allowed, NULL,
         NULL, NULL},
        {"/world/encodings are told apart", encodings_are_told_apart, NULL, NULL, NULL},
        {"/world/a file is read once", a_file_is_read_once, NULL, NULL, NULL},
        {"/world/bytes have a limit", bytes_have_a_limit, NULL, NULL, NULL},
        {"/world/the place that asked is named", the_place_that_asked_is_named, NULL, NULL, NULL},
        {"/world/folders are listed in order", folders_are_listed_in_order, NULL, NULL, NULL},
        {"/world/paths are shown as typed", paths_are_shown_as_typed, NULL, NULL, NULL},
        {"/world/a job knows its inputs", a_job_knows_its_inputs, NULL, NULL, NULL},
        {"/world/the environment is given", the_environment_is_given, NULL, NULL, NULL},
        {"/world/the installation is found", the_installation_is_found, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
