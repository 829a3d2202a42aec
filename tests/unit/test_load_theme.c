#include "load_priv.h"
#include "load_sample.h"

static bool is_colour(struct rgb colour, const char *hex) {
    struct rgb wanted;
    assert_true(rgb_parse(hex, &wanted));
    return rgb_contrast(colour, wanted) < 1.001 && colour.r - wanted.r < 0.003 &&
           wanted.r - colour.r < 0.003;
}

static bool load(struct sample *sample, const char *name, struct theme *theme) {
    struct workspace workspace = {.directory = sample->folder};
    return load_theme(sample->arena, sample->world, &workspace,
                      &(struct theme_choice){.name = name}, &sample->diags, theme);
}

static void quiet_is_whole(void **state) {
    (void)state;
    struct sample sample;
    struct theme theme;
    sample_open(&sample);
    assert_true(load_theme(sample.arena, sample.world, NULL,
                           &(struct theme_choice){.name = "quiet"}, &sample.diags, &theme));
    assert_int_equal(sample.diags.n, 0);
    assert_string_equal(theme.name, "quiet");
    assert_true(theme.page.width_pt == 595.28 && theme.page.left_pt == 48);
    assert_true(theme.space.step_pt == 4 && theme.body_width_pt == 420);
    for (int i = 0; i < N_ROLES; i++) {
        assert_non_null(theme.styles[i].family);
        assert_true(theme.styles[i].leading_pt > theme.styles[i].size_pt);
    }
    assert_string_equal(theme.styles[ROLE_TITLE].family, "Inter Display");
    assert_true(theme.styles[ROLE_TITLE].tracking_pt == -0.2);
    assert_int_equal(theme.styles[ROLE_TITLE].weight, 600);
    assert_int_equal(theme.styles[ROLE_LEAD].colour, COLOUR_BRAND);
    assert_string_equal(theme.styles[ROLE_SMALL].features, "tnum, lnum");
    assert_true(is_colour(theme.colours[COLOUR_BRAND], "#0B5FA5"));
    assert_null(theme.logo.path);
    sample_close(&sample);
}

static const char *const all_themes[] = {"quiet", "boardroom", "editorial", "midnight"};

/* Text 4.5:1 where it may stand, graphics 3:1 (WCAG 2.2 SC 1.4.3, 1.4.11). */
static void assert_readable(const struct theme *theme, const char *where) {
    static const enum theme_colour texts[] = {COLOUR_INK,   COLOUR_HEADING, COLOUR_MUTED,
                                              COLOUR_BRAND, COLOUR_LINK,    COLOUR_GOOD,
                                              COLOUR_BAD,   COLOUR_WATCH};
    static const enum theme_colour marks[] = {COLOUR_PREVIOUS, COLOUR_ACCENT, COLOUR_INFO};
    const struct rgb *colours = theme->colours;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        print_message("%s: %s\n", where, theme_colour_name(texts[i]));
        assert_true(rgb_contrast(colours[texts[i]], colours[COLOUR_GROUND]) >= 4.5);
        assert_true(rgb_contrast(colours[texts[i]], colours[COLOUR_CARD]) >= 4.5);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        print_message("%s: %s\n", where, theme_colour_name(marks[i]));
        assert_true(rgb_contrast(colours[marks[i]], colours[COLOUR_GROUND]) >= 3);
    }
    assert_true(rgb_contrast(colours[COLOUR_ON_BRAND], colours[COLOUR_BRAND]) >= 4.5);
    assert_true(rgb_contrast(colours[COLOUR_BRAND_SOFT], colours[COLOUR_BRAND]) >= 3);
}

/* Reports and decks, on their own ground, on covers and bands, on slides that open a section. */
static void every_theme_can_be_read(void **state) {
    (void)state;
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(all_themes); i++) {
        struct theme_choice choice = {.name = all_themes[i / 2], .is_deck = i % 2 == 1};
        struct sample sample;
        struct theme theme;
        sample_open(&sample);
        assert_true(load_theme(sample.arena, sample.world, NULL, &choice, &sample.diags, &theme));
        assert_int_equal(sample.diags.n, 0);
        assert_non_null(theme.description);
        assert_int_equal(theme.is_deck, choice.is_deck);
        assert_readable(&theme, choice.name);
        struct theme cover = theme, section = theme;
        theme_set_ground(&cover, theme.colours[COLOUR_COVER]);
        assert_readable(&cover, "on the cover's ground");
        theme_set_ground(&section, theme.colours[COLOUR_SECTION]);
        assert_readable(&section, "on the section's ground");
        sample_close(&sample);
    }
}

/* Nothing on a slide is smaller than the back of the room can read. */
static void decks_have_no_small_type(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(all_themes); i++) {
        struct theme_choice choice = {.name = all_themes[i], .is_deck = true};
        struct sample sample;
        struct theme theme;
        sample_open(&sample);
        assert_true(load_theme(sample.arena, sample.world, NULL, &choice, &sample.diags, &theme));
        assert_true(theme.smallest_pt >= 14);
        for (int role = 0; role < N_ROLES; role++) {
            assert_true(theme.styles[role].size_pt >= 14);
        }
        sample_close(&sample);
    }
}

static void every_theme_has_its_fonts(void **state) {
    (void)state;
    struct sample sample;
    struct font_catalogue fonts;
    sample_open(&sample);
    assert_true(load_fonts(sample.arena, sample.world, NULL, &sample.diags, &fonts));
    for (size_t i = 0; i < G_N_ELEMENTS(all_themes); i++) {
        struct theme theme;
        assert_true(load(&sample, all_themes[i], &theme));
        for (int role = 0; role < N_ROLES; role++) {
            const struct text_style *style = &theme.styles[role];
            bool is_there = false;
            for (size_t k = 0; k < fonts.n_files; k++) {
                is_there = is_there || (strcmp(fonts.files[k].family, style->family) == 0 &&
                                        fonts.files[k].weight == style->weight &&
                                        fonts.files[k].is_italic == style->is_italic);
            }
            print_message("%s: %s %d\n", all_themes[i], style->family, style->weight);
            assert_true(is_there);
        }
    }
    sample_close(&sample);
}

/* What a theme does not name follows what it does. */
static void colours_follow_others(void **state) {
    (void)state;
    struct sample sample;
    struct theme theme;
    sample_open(&sample);
    sample_write(&sample, "themes/own.yaml",
                 "extends: quiet\ncolours: {ink: \"#101010\", brand: \"#7A1F5C\"}\n");
    assert_true(load(&sample, "own", &theme));
    assert_true(is_colour(theme.colours[COLOUR_HEADING], "#101010"));
    assert_true(is_colour(theme.colours[COLOUR_COVER], "#101010"));
    assert_true(is_colour(theme.colours[COLOUR_INFO], "#7A1F5C"));
    assert_true(is_colour(theme.colours[COLOUR_SECTION], "#7A1F5C"));
    assert_null(theme.description); /* quiet's is not its own */
    sample_close(&sample);
}

struct theme_case {
    const char *yaml, *said, *hint; /* of themes/own.yaml in the workspace */
};

static const struct theme_case cases[] = {
    {"extends: quiet\ncolours: {brand: \"#aa0000\"}\n", "", NULL},
    {"extends: quiet\ncolors: {}\n", "theme-field themes/own.yaml:2:1",
     "Did you mean \"colours\"?"},
    {"extends: quiet\ncolours: {brnd: \"#aa0000\"}\n", "theme-field themes/own.yaml:2:11",
     "Did you mean \"brand\"?"},
    {"extends: quiet\ncolours: {brand: blue}\n", "theme-field themes/own.yaml:2:18", "#0B5FA5"},
    {"extends: quiet\ncolours: [a]\n", "theme-field themes/own.yaml:2:10", NULL},
    {"extends: quiet\npage: {left: -1, widht: 3, top: x}\n",
     "theme-field themes/own.yaml:2:14; theme-field themes/own.yaml:2:18; "
     "theme-field themes/own.yaml:2:33",
     "Did you mean \"width\"?"},
    {"extends: quiet\npage: {left: 300, right: 290}\n", "theme-field themes/own.yaml", "smaller"},
    {"extends: quiet\nstyles: {body: {size: 0}}\n", "theme-field themes/own.yaml:2:23", NULL},
    {"extends: quiet\nstyles: {body: {weight: 450.5}}\n", "theme-field themes/own.yaml:2:25", NULL},
    {"extends: quiet\nstyles: {body: {colour: pink}}\n", "theme-field themes/own.yaml:2:25",
     "Did you mean \"ink\"?"},
    {"extends: quiet\nstyles: {body: {family: 3}}\n", "theme-field themes/own.yaml:2:25", NULL},
    {"extends: quiet\nstyles: {bodi: {size: 9}}\n", "theme-field themes/own.yaml:2:10",
     "Did you mean \"body\"?"},
    {"extends: quiet\nbody_width: wide\n", "theme-field themes/own.yaml:2:13", NULL},
    {"extends: quiett\n", "theme-missing themes/own.yaml:1:10", "Did you mean \"quiet\"?"},
    {"extends: own\n", "theme-field themes/own.yaml:1:10", NULL},
    {"extends: other\n", "theme-field themes/other.yaml:1:10", NULL},
    {"extends: [quiet]\n", "theme-field themes/own.yaml:1:10", NULL},
    {"page: {width: 600, height: 800}\n", "theme-field themes/own.yaml", "extends: quiet"},
    {"extends: quiet\ncolours: {ink: \"#DDD\"}\n", "theme-field themes/own.yaml", "4.5:1"},
    {"extends: quiet\nforms: {cards: ruled, cover: full}\n", "", NULL},
    {"extends: quiet\nforms: {cards: rules}\n", "theme-field themes/own.yaml:2:16",
     "Did you mean \"ruled\"?"},
    {"extends: quiet\nforms: {card: ruled}\n", "theme-field themes/own.yaml:2:9",
     "Did you mean \"cards\"?"},
    {"extends: quiet\ndescription: {a: b}\n", "theme-field themes/own.yaml:2:14", NULL},
    {"[]\n", "theme-field themes/own.yaml:1:1", NULL},
    {"a: b: c\n", "yaml-syntax themes/own.yaml:1:5", NULL},
};

static void mistakes_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sample sample;
        struct theme theme;
        sample_open(&sample);
        sample_write(&sample, "themes/own.yaml", cases[i].yaml);
        sample_write(&sample, "themes/other.yaml", "extends: own\n");
        print_message("%s", cases[i].yaml);
        bool is_fine = load(&sample, "own", &theme);
        assert_string_equal(said(sample.arena, &sample.diags), cases[i].said);
        assert_int_equal(is_fine, cases[i].said[0] == '\0');
        assert_true(!cases[i].hint || has_hint(&sample.diags, cases[i].hint));
        sample_close(&sample);
    }
}

static void a_theme_changes_what_it_extends(void **state) {
    (void)state;
    struct sample sample;
    struct theme theme;
    sample_open(&sample);
    /* The same name in the workspace: the installation's is the base, not the file itself. */
    sample_write(&sample, "themes/quiet.yaml",
                 "extends: quiet\npage: {left: 60}\nstyles: {body: {size: 11, italic: true}}\n");
    sample_write(&sample, "themes/own.yaml",
                 "extends: quiet\ncolours: {ink: \"#000\"}\nstyles: {small: {colour: muted}}\n");
    assert_true(load(&sample, "own", &theme));
    assert_string_equal(theme.name, "own");
    assert_true(theme.page.left_pt == 60 && theme.page.right_pt == 48);
    assert_true(theme.styles[ROLE_BODY].size_pt == 11 && theme.styles[ROLE_BODY].is_italic);
    assert_true(theme.styles[ROLE_BODY].leading_pt == 14);
    assert_true(is_colour(theme.colours[COLOUR_INK], "#000000"));
    assert_int_equal(theme.styles[ROLE_SMALL].colour, COLOUR_MUTED);
    sample_close(&sample);
}

/* What `pdfgen theme` prints is a theme file that makes the same theme. */
static void a_theme_that_is_written_reads_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(all_themes); i++) {
        struct sample sample;
        struct theme themes[2], decks[2];
        GString *texts[2] = {g_string_new(NULL), g_string_new(NULL)};
        const char *names[] = {all_themes[i], "copy"};
        sample_open(&sample);
        for (int k = 0; k < 2; k++) {
            struct workspace workspace = {.directory = sample.folder};
            struct theme_choice choice = {.name = names[k]};
            assert_true(load_theme(sample.arena, sample.world, &workspace, &choice, &sample.diags,
                                   &themes[k]));
            choice.is_deck = true;
            assert_true(load_theme(sample.arena, sample.world, &workspace, &choice, &sample.diags,
                                   &decks[k]));
            load_theme_write(&themes[k], &decks[k], texts[k]);
            sample_write(&sample, "themes/copy.yaml", texts[k]->str);
        }
        assert_string_equal(texts[0]->str, texts[1]->str);
        assert_int_equal(sample.diags.n, 0);
        assert_null(strstr(texts[0]->str, "extends"));
        g_string_free(texts[0], TRUE);
        g_string_free(texts[1], TRUE);
        sample_close(&sample);
    }
}

static void the_workspaces_themes_are_listed_first(void **state) {
    (void)state;
    struct sample sample;
    struct theme_entry *entries;
    size_t n;
    sample_open(&sample);
    sample_write(&sample, "themes/quiet.yaml", "extends: quiet\ndescription: Our own\n");
    sample_write(&sample, "themes/aaa.yaml", "extends: quiet\n");
    sample_write(&sample, "themes/notes.txt", "no theme\n");
    struct workspace workspace = {.directory = sample.folder};
    assert_true(
        load_theme_list(sample.arena, sample.world, &workspace, &sample.diags, &entries, &n));
    assert_int_equal(n, G_N_ELEMENTS(all_themes) + 1);
    assert_string_equal(entries[0].name, "aaa");
    assert_string_equal(entries[0].description, "");
    assert_string_equal(entries[n - 1].name, "quiet");
    assert_string_equal(entries[n - 1].description, "Our own");
    sample_close(&sample);
}

static void a_missing_theme_lists_those_that_exist(void **state) {
    (void)state;
    static const char *const names[] = {"quite", "../quiet", "", ".quiet", "quiet.yaml", "a/b"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct sample sample;
        struct theme theme;
        sample_open(&sample);
        assert_false(load(&sample, names[i], &theme));
        assert_string_equal(said(sample.arena, &sample.diags), "theme-missing");
        assert_true(has_hint(&sample.diags, "quiet"));
        sample_close(&sample);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/theme/quiet is whole", quiet_is_whole, NULL, NULL, NULL},
        {"/load/theme/every theme can be read", every_theme_can_be_read, NULL, NULL, NULL},
        {"/load/theme/decks have no small type", decks_have_no_small_type, NULL, NULL, NULL},
        {"/load/theme/every theme has its fonts", every_theme_has_its_fonts, NULL, NULL, NULL},
        {"/load/theme/a theme that is written reads the same",
         a_theme_that_is_written_reads_the_same, NULL, NULL, NULL},
        {"/load/theme/the workspace's themes are listed first",
         the_workspaces_themes_are_listed_first, NULL, NULL, NULL},
        {"/load/theme/colours follow others", colours_follow_others, NULL, NULL, NULL},
        {"/load/theme/mistakes are named", mistakes_are_named, NULL, NULL, NULL},
        {"/load/theme/a theme changes what it extends", a_theme_changes_what_it_extends, NULL, NULL,
         NULL},
        {"/load/theme/a missing theme lists those that exist",
         a_missing_theme_lists_those_that_exist, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
