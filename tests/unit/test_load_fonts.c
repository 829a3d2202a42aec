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
    bool is_read = load_fonts(arena, world, NULL, diags, &catalogue);
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
        "      - {family: P, file: P.otf, index: 2}\n"
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
    assert_true(load_fonts(sample.arena, sample.world, NULL, &sample.diags, &fonts));
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

/* --- fonts of a workspace -------------------------------------------------------------------- */

static bool copy_font(const struct sample *sample, const char *from, const char *name) {
    g_autofree char *bytes = NULL;
    gsize n;
    if (!g_file_get_contents(from, &bytes, &n, NULL)) {
        return false;
    }
    g_autofree char *path = g_build_filename(sample->folder, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    return g_file_set_contents(path, bytes, (gssize)n, NULL);
}

#define VOLLKORN "/usr/share/fonts/truetype/vollkorn/Vollkorn-"
#define INTER    "/usr/share/fonts/opentype/inter/InterDisplay-"

static bool load_own(struct sample *sample, const char *config, struct font_catalogue *ret) {
    struct workspace workspace;
    sample_write(sample, "pdfgen.yaml", config);
    assert_true(load_workspace(sample->arena, sample->world, NULL, &sample->diags, &workspace));
    return load_fonts(sample->arena, sample->world, &workspace, &sample->diags, ret);
}

static void assert_file(const struct font_file *file, const char *family, int weight,
                        bool is_italic) {
    assert_string_equal(file->family, family);
    assert_int_equal(file->weight, weight);
    assert_int_equal(file->is_italic, is_italic);
    assert_false(file->is_variable);
}

static void files_say_what_they_are(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    sample_open(&sample);
    if (!copy_font(&sample, VOLLKORN "SemiBoldItalic.ttf", "fonts/a.ttf") ||
        !copy_font(&sample, INTER "Light.otf", "fonts/b.OTF")) {
        sample_close(&sample);
        skip();
    }
    sample_write(&sample, "fonts/README.txt", "not a font");
    sample_write(&sample, "fonts/.hidden.otf", "not a font");
    assert_true(load_own(&sample, "company: {name: A}\n", &fonts));
    assert_file(&fonts.files[0], "Vollkorn", 600, true);
    assert_file(&fonts.files[1], "Inter Display", 300, false);
    assert_true(fonts.n_files > 10); /* the installation's stand behind them */
    assert_true(g_str_has_prefix(fonts.files[0].path, sample.folder));
    sample_close(&sample);
}

static void a_catalogue_of_ones_own_counts(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    sample_open(&sample);
    if (!copy_font(&sample, VOLLKORN "Bold.ttf", "fonts/a.ttf")) {
        sample_close(&sample);
        skip();
    }
    sample_write(&sample, "fonts/fonts.yaml",
                 "fonts:\n  - files:\n      - {family: Own Serif, file: a.ttf, weight: 650}\n"
                 "      - {file: a.ttf}\n");
    assert_true(load_own(&sample, "company: {name: A}\n", &fonts));
    assert_file(&fonts.files[0], "Own Serif", 650, false);
    assert_file(&fonts.files[1], "Vollkorn", 700, false);
    sample_close(&sample);
}

static void a_brand_brings_its_files(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    sample_open(&sample);
    if (!copy_font(&sample, VOLLKORN "Italic.ttf", "look/type/a.ttf")) {
        sample_close(&sample);
        skip();
    }
    sample_write(&sample, "look/_brand.yml",
                 "typography:\n  fonts:\n    - source: file\n      family: Brand Serif\n"
                 "      files: [type/a.ttf, {path: https://a.example/b.ttf}, type/c.woff2]\n"
                 "    - {source: google, family: Lato}\n");
    assert_true(load_own(&sample, "company: {name: A}\nbrand: look/_brand.yml\n", &fonts));
    assert_file(&fonts.files[0], "Brand Serif", 400, true);
    assert_string_equal(said(sample.arena, &sample.diags),
                        "brand-unused look/_brand.yml:5:34; brand-unused look/_brand.yml:5:60");
    sample_close(&sample);
}

struct own_case {
    const char *name, *text; /* a file of the workspace */
    const char *brand, *said;
};

static const struct own_case own_cases[] = {
    {"fonts/a.ttf", "not a font", "{}", "font-damaged fonts/a.ttf"},
    {"fonts/fonts.yaml", "fonts: [{files: [{family: A, file: a.ttf}]}]\n", "{}",
     "workspace-field fonts/fonts.yaml:1:18"},
    {"fonts/fonts.yaml", "[]\n", "{}", "workspace-field fonts/fonts.yaml:1:1"},
    {"x.ttf", "", "{typography: {fonts: [{source: file, files: [y.ttf]}]}}",
     "file-missing pdfgen.yaml:2:53"},
    {"x.ttf", "no", "{typography: {fonts: [{source: file, files: [x.ttf]}]}}",
     "font-damaged pdfgen.yaml:2:53"},
    {"x.ttf", "", "{typography: {fonts: [{source: gogle}]}}", "brand-field pdfgen.yaml:2:39"},
    {"x.ttf", "", "{typography: {fonts: A}}", "brand-field pdfgen.yaml:2:29"},
    {"x.ttf", "", "{typography: {fonts: [{files: [{weight: 4}]}]}}",
     "brand-field pdfgen.yaml:2:39"},
};

static void mistakes_of_a_workspace_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(own_cases); i++) {
        struct sample sample;
        struct font_catalogue fonts;
        sample_open(&sample);
        sample_write(&sample, own_cases[i].name, own_cases[i].text);
        const char *config =
            arena_printf(sample.arena, "company: {name: A}\nbrand: %s\n", own_cases[i].brand);
        print_message("%s: %s\n", own_cases[i].name, own_cases[i].brand);
        assert_false(load_own(&sample, config, &fonts));
        assert_string_equal(said(sample.arena, &sample.diags), own_cases[i].said);
        sample_close(&sample);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/fonts/a user's own fonts stand beside", a_users_own_fonts_stand_beside, NULL, NULL,
         NULL},
        {"/load/fonts/mistakes are named", mistakes_are_named, NULL, NULL, NULL},
        {"/load/fonts/the default theme has its fonts", the_default_theme_has_its_fonts, NULL, NULL,
         NULL},
        {"/load/fonts/files say what they are", files_say_what_they_are, NULL, NULL, NULL},
        {"/load/fonts/a catalogue of one's own counts", a_catalogue_of_ones_own_counts, NULL, NULL,
         NULL},
        {"/load/fonts/a brand brings its files", a_brand_brings_its_files, NULL, NULL, NULL},
        {"/load/fonts/mistakes of a workspace are named", mistakes_of_a_workspace_are_named, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
