#include "load_sample.h"

/* An installation of the test's own: $PDFGEN_HOME is the sample's folder. */
static bool load(const struct sample *sample, const char *yaml, struct diags *diags, Arena *arena,
                 struct font_catalogue *ret) {
    g_autofree char *home = g_strdup_printf("PDFGEN_HOME=%s", sample->folder);
    const char *const environment[] = {home, NULL};
    g_autoptr(World) world = world_new(environment, sample->folder);
    sample_write(sample, "fonts/fonts.yaml", yaml);
    sample_write(sample, "templates/x.md", "");
    assert_true(world_find_installation(world, "/", diags));
    struct font_catalogue catalogue;
    bool is_read = load_fonts(arena, world, diags, &catalogue);
    if (is_read) {
        *ret = catalogue;
        /* What the catalogue names may be read. */
        for (size_t i = 0; i < catalogue.n_files; i++) {
            assert_non_null(world_read_bytes(world, catalogue.files[i].path, WORLD_FONT_BYTES_MAX,
                                             (struct span){0}, diags));
        }
    }
    return is_read;
}

static void a_users_own_fonts_stand_beside(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    sample_open(&sample);
    sample_write(&sample, "fonts/Own.otf", "x");
    sample_write(&sample, "packaged/P.otf", "x");
    g_autofree char *yaml = g_strdup_printf(
        "fonts:\n  - files:\n      - {family: Own Sans, file: Own.otf, weight: 700, italic: true}\n"
        "      - {family: Own Sans, file: NotThere.otf, weight: 400}\n"
        "  - folder: %s/packaged\n    package: fonts-p\n    files:\n"
        "      - {family: P, file: P.otf, sha256: ab, index: 2}\n"
        "fallback: [P, {family: Own Sans, language: ja}]\n"
        "emoji: P\n",
        sample.folder);
    assert_true(load(&sample, yaml, &sample.diags, sample.arena, &fonts));
    assert_int_equal(fonts.n_files, 2);
    assert_string_equal(fonts.files[0].family, "Own Sans");
    assert_int_equal(fonts.files[0].weight, 700);
    assert_true(fonts.files[0].is_italic);
    assert_null(fonts.files[0].package);
    assert_true(g_str_has_suffix(fonts.files[0].path, "/fonts/Own.otf"));
    assert_int_equal(fonts.files[1].weight, 400);
    assert_string_equal(fonts.files[1].package, "fonts-p");
    assert_string_equal(fonts.files[1].sha256, "ab");
    assert_int_equal(fonts.n_fallback, 2);
    assert_string_equal(fonts.fallback[0].family, "P");
    assert_null(fonts.fallback[0].language);
    assert_string_equal(fonts.fallback[1].family, "Own Sans");
    assert_string_equal(fonts.fallback[1].language, "ja");
    assert_string_equal(fonts.emoji, "P");
    assert_int_equal(fonts.files[1].index, 2);
    assert_int_equal(fonts.files[0].index, 0);
    sample_close(&sample);
}

struct fonts_case {
    const char *yaml, *said;
};

static const struct fonts_case cases[] = {
    {"fonts: []\n", ""},
    {"fallback: []\n", "install-missing fonts/fonts.yaml"},
    {"fonts: [{folder: /x}]\n", "install-missing fonts/fonts.yaml:1:9"},
    {"fonts: [{files: [{family: A}]}]\n", "install-missing fonts/fonts.yaml:1:18"},
    {"fonts: [{files: [{family: A, file: a, weight: bold}, 3]}]\n",
     "install-missing fonts/fonts.yaml:1:18; install-missing fonts/fonts.yaml:1:54"},
    {"fonts: [{files: [{family: A, file: a, index: x}]}]\n",
     "install-missing fonts/fonts.yaml:1:18"},
    {"fonts: []\nfallback: [3]\n", "install-missing fonts/fonts.yaml:2:12"},
    {"fonts: [\n", "yaml-syntax fonts/fonts.yaml:2:1"},
};

static void mistakes_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        struct font_catalogue fonts;
        sample_open(&sample);
        bool is_read = load(&sample, cases[i].yaml, &sample.diags, sample.arena, &fonts);
        assert_string_equal(said(sample.arena, &sample.diags), cases[i].said);
        assert_int_equal(is_read, cases[i].said[0] == '\0');
        sample_close(&sample);
    }
}

static bool has_face(const struct font_catalogue *fonts, const char *family, int weight) {
    for (size_t i = 0; i < fonts->n_files; i++) {
        if (strcmp(fonts->files[i].family, family) == 0 && fonts->files[i].weight == weight) {
            return true;
        }
    }
    return false;
}

/* The sources' own catalogue has each family and weight that the default theme asks for. */
static void the_default_theme_has_its_fonts(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    struct theme theme;
    sample_open(&sample);
    assert_true(load_fonts(sample.arena, sample.world, &sample.diags, &fonts));
    if (fonts.n_files == 0) {
        sample_close(&sample);
        skip();
    }
    assert_true(load_theme(sample.arena, sample.world, NULL,
                           &(struct theme_choice){.name = "quiet"}, &sample.diags, &theme));
    for (int i = 0; i < N_ROLES; i++) {
        assert_true(has_face(&fonts, theme.styles[i].family, theme.styles[i].weight));
    }
    for (size_t i = 0; i < fonts.n_fallback; i++) {
        /* The one package that pdfgen does without. */
        assert_true(has_face(&fonts, fonts.fallback[i].family, 400) ||
                    g_str_has_prefix(fonts.fallback[i].family, "Noto Sans CJK"));
    }
    assert_int_equal(sample.diags.n, 0);
    sample_close(&sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/fonts/a user's own fonts stand beside", a_users_own_fonts_stand_beside, NULL, NULL,
         NULL},
        {"/load/fonts/mistakes are named", mistakes_are_named, NULL, NULL, NULL},
        {"/load/fonts/the default theme has its fonts", the_default_theme_has_its_fonts, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
