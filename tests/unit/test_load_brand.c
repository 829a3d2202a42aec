#include "load_priv.h"
#include "load_sample.h"

#include <math.h>
#include <stdlib.h>

struct brand_run {
    struct sample sample;
    struct theme theme;
    bool is_fine;
};

/* @brand: the text of _brand.yml, beside it logo.png, dark.png and logo.svg. */
static void run_brand_over(struct brand_run *run, const char *theme, const char *brand) {
    struct sample *sample = &run->sample;
    struct workspace workspace;
    sample_open(sample);
    sample_write(sample, "pdfgen.yaml", "company: {name: A}\nbrand: look/_brand.yml\n");
    sample_write(sample, "look/_brand.yml", brand);
    sample_write(sample, "look/logo.png", "x");
    sample_write(sample, "look/dark.png", "x");
    sample_write(sample, "look/logo.svg", "<svg/>");
    assert_true(load_workspace(sample->arena, sample->world, NULL, &sample->diags, &workspace));
    assert_true(load_theme(sample->arena, sample->world, &workspace,
                           &(struct theme_choice){.name = theme}, &sample->diags, &run->theme));
    run->is_fine =
        load_brand(sample->arena, sample->world, &workspace, &sample->diags, &run->theme);
}

static void run_brand(struct brand_run *run, const char *brand) {
    run_brand_over(run, "quiet", brand);
}

static const char *hex(struct rgb colour, char text[8]) {
    g_snprintf(text, 8, "#%02X%02X%02X", (unsigned)lround(colour.r * 255),
               (unsigned)lround(colour.g * 255), (unsigned)lround(colour.b * 255));
    return text;
}

struct colour_case {
    const char *yaml;
    enum theme_colour colour;
    const char *hex, *said;
};

#define BRAND "look/_brand.yml"

static const struct colour_case colour_cases[] = {
    {"", COLOUR_BRAND, "#0B5FA5", ""},
    {"color: {primary: \"#7A1F3D\"}", COLOUR_BRAND, "#7A1F3D", ""},
    {"color: {primary: \"#7A1F3D\"}", COLOUR_LINK, "#7A1F3D", ""},
    {"color: {primary: \"#7A1F3D\"}", COLOUR_ON_BRAND, "#FFFFFF", ""},
    {"color: {primary: wine, palette: {wine: \"#7A1F3D\"}}", COLOUR_BRAND, "#7A1F3D", ""},
    {"color: {primary: main, palette: {main: wine, wine: \"#7A1F3D\"}}", COLOUR_BRAND, "#7A1F3D",
     ""},
    {"color: {primary: blue, palette: {blue: blue}}", COLOUR_BRAND, "#0000FF", ""},
    {"color: {primary: RebeccaPurple}", COLOUR_BRAND, "#663399", ""},
    {"color: {success: primary, primary: \"#7A1F3D\"}", COLOUR_GOOD, "#7A1F3D", ""},
    {"color: {primary: {light: \"#7A1F3D\", dark: \"#FFF\"}}", COLOUR_BRAND, "#7A1F3D", ""},
    {"color: {primary: \"#7A1F3D\", link: navy}", COLOUR_LINK, "#000080", ""},
    {"color: {primary: \"#7A1F3D\"}\ntypography: {link: {color: navy}}", COLOUR_LINK, "#000080",
     ""},
    {"color: {secondary: \"#707073\", tertiary: \"#B0005A\"}", COLOUR_ACCENT, "#B0005A", ""},
    {"color: {secondary: \"#707073\"}", COLOUR_ACCENT, "#D46A1A", ""},
    {"color: {foreground: \"#14202E\", background: white}", COLOUR_MUTED, "#566270", ""},
    {"color: {info: \"#7A1F3D\"}", COLOUR_INFO, "#7A1F3D", ""},
    {"color: {primary: \"#7A1F3D\"}", COLOUR_INFO, "#7A1F3D", ""},
    {"color: {primary: \"#7A1F3D\"}", COLOUR_SECTION, "#7A1F3D", ""},
    {"color: {primary: \"#FFD000\"}", COLOUR_SECTION, "#FFD000", "brand-contrast " BRAND ":1:18"},
    {"color: {light: \"#F3EEF5\"}", COLOUR_CARD, "#F3EEF5", ""},
    {"color: {light: \"#C0C0C0\"}", COLOUR_CARD, "#F4F7FA", "brand-unused " BRAND ":1:16"},
    {"color: {dark: \"#2A0A1E\"}", COLOUR_COVER, "#2A0A1E", ""},
    {"color: {dark: \"#C0C0C0\"}", COLOUR_COVER, "#14202E", "brand-unused " BRAND ":1:15"},
    {"typography: {headings: {color: \"#7A1F3D\"}}", COLOUR_HEADING, "#7A1F3D", ""},
    {"color: {foreground: \"#222222\"}", COLOUR_HEADING, "#222222", ""},
    {"color: {foreground: \"#222222\"}", COLOUR_COVER, "#222222", ""},
    /* names */
    {"color: {primry: \"#7A1F3D\"}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:9"},
    {"colour: {primary: \"#7A1F3D\"}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:1"},
    {"meta: {name: {full: A, shrt: B}}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:24"},
    {"meta: {link: {home: x, guide: y}}", COLOUR_BRAND, "#0B5FA5", ""},
    {"typography: {fonts: [{famly: A}]}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:23"},
    /* our own fields */
    {"defaults: {pdfgen: {colours: {card: \"#EEEEEE\"}}}", COLOUR_CARD, "#EEEEEE", ""},
    {"defaults: {pdfgen: {}, shiny: {x: 1}}", COLOUR_CARD, "#F4F7FA", ""},
    /* mistakes */
    {"color: {primary: wien, palette: {wine: \"#7A1F3D\"}}", COLOUR_BRAND, "#0B5FA5",
     "brand-field " BRAND ":1:18"},
    {"color: {primary: a, palette: {a: b, b: a}}", COLOUR_BRAND, "#0B5FA5",
     "brand-field " BRAND ":1:18"},
    {"color: {primary: secondary, secondary: primary}", COLOUR_BRAND, "#0B5FA5",
     "brand-field " BRAND ":1:18; brand-field " BRAND ":1:40"},
    {"color: {primary: 123456}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:18"},
    {"color: {info: nothing}", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:15"},
    {"color: blue", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND ":1:8"},
    {"- x", COLOUR_BRAND, "#0B5FA5", "brand-field " BRAND},
    {"a: b: c", COLOUR_BRAND, "#0B5FA5", "yaml-syntax " BRAND ":1:5"},
    {"defaults: {pdfgen: {colors: {}}}", COLOUR_BRAND, "#0B5FA5", "theme-field " BRAND ":1:21"},
};

static void colours_are_laid_over_the_theme(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(colour_cases); i++) {
        struct brand_run run;
        char got[8];
        run_brand(&run, colour_cases[i].yaml);
        print_message("%s\n", colour_cases[i].yaml);
        assert_string_equal(said(run.sample.arena, &run.sample.diags), colour_cases[i].said);
        assert_string_equal(hex(run.theme.colours[colour_cases[i].colour], got),
                            colour_cases[i].hex);
        assert_int_equal(run.is_fine, run.sample.diags.n_errors == 0);
        sample_close(&run.sample);
    }
}

struct contrast_case {
    const char *yaml;
    size_t n_warnings;
};

static const struct contrast_case contrast_cases[] = {
    {"color: {primary: \"#0B5FA5\"}", 0},
    {"color: {primary: \"#87CEEB\"}", 1},
    {"color: {primary: yellow, success: lime, warning: orange, danger: pink}", 4},
    {"color: {foreground: \"#999999\"}", 1},
    {"color: {background: \"#1A1A1A\", foreground: \"#F1F1F2\", primary: \"#75A5CC\"}", 0},
    {"color: {background: \"#1A1A1A\", foreground: \"#F1F1F2\", primary: \"#1F3D7A\"}", 1},
    {"color: {background: \"#1A1A1A\"}", 0},
    {"color: {background: \"#FFF3C4\", primary: \"#C0392B\"}", 0},
    {"color: {tertiary: \"#FFD000\"}", 1},
};

/* Whatever a brand says, text and graphics can be told from their ground. */
static void contrast_is_repaired_and_said_once_a_colour(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(contrast_cases); i++) {
        struct brand_run run;
        run_brand(&run, contrast_cases[i].yaml);
        print_message("%s\n", contrast_cases[i].yaml);
        const struct rgb *colours = run.theme.colours;
        struct rgb ground = colours[COLOUR_GROUND], card = colours[COLOUR_CARD];
        assert_true(run.is_fine);
        assert_int_equal(run.sample.diags.n, contrast_cases[i].n_warnings);
        for (size_t k = 0; k < run.sample.diags.n; k++) {
            assert_int_equal(run.sample.diags.items[k].code, DIAG_BRAND_CONTRAST);
            assert_int_equal(run.sample.diags.items[k].severity, DIAG_SEVERITY_WARNING);
        }
        assert_true(rgb_contrast(colours[COLOUR_INK], card) >= 4.5);
        assert_true(rgb_contrast(colours[COLOUR_MUTED], card) >= 4.5);
        assert_true(rgb_contrast(colours[COLOUR_ON_BRAND], colours[COLOUR_BRAND]) >= 4.5);
        assert_true(rgb_contrast(colours[COLOUR_BRAND_SOFT], colours[COLOUR_BRAND]) >= 3);
        if (strstr(contrast_cases[i].yaml, "primary")) {
            assert_true(rgb_contrast(colours[COLOUR_BRAND], card) >= 4.5);
            assert_true(rgb_contrast(colours[COLOUR_LINK], card) >= 4.5);
            assert_true(rgb_contrast(colours[COLOUR_PREVIOUS], ground) >= 3);
            assert_true(rgb_contrast(colours[COLOUR_PREVIOUS], ground) < 3.2);
        }
        sample_close(&run.sample);
    }
}

static void the_warning_gives_both_colours_and_ratios(void **state) {
    (void)state;
    struct brand_run run;
    run_brand(&run, "color: {primary: \"#87CEEB\"}");
    const struct diag *diag = &run.sample.diags.items[0];
    char got[8];
    assert_string_equal(said(run.sample.arena, &run.sample.diags), "brand-contrast " BRAND ":1:18");
    assert_non_null(strstr(diag->message, "#87CEEB has a contrast of 1.61:1 on #F4F7FA"));
    assert_non_null(strstr(diag->message, hex(run.theme.colours[COLOUR_BRAND], got)));
    assert_non_null(strstr(diag->message, "(4.5"));
    sample_close(&run.sample);
}

/* On a dark theme a brand for white paper changes neither ground nor ink, and is made lighter. */
static void a_dark_theme_stays_dark(void **state) {
    (void)state;
    static const char brand[] =
        "color: {foreground: \"#14202E\", background: white, primary: \"#0B5FA5\", danger: maroon}";
    struct brand_run run;
    char got[8];
    run_brand_over(&run, "midnight", brand);
    const struct rgb *colours = run.theme.colours;
    assert_true(run.is_fine);
    assert_string_equal(said(run.sample.arena, &run.sample.diags),
                        "brand-contrast " BRAND ":1:60; brand-contrast " BRAND ":1:79");
    assert_string_equal(hex(colours[COLOUR_GROUND], got), "#0B1626");
    assert_string_equal(hex(colours[COLOUR_SECTION], got), "#0B5FA5");
    assert_true(rgb_contrast(colours[COLOUR_BRAND], colours[COLOUR_CARD]) >= 4.5);
    assert_true(rgb_contrast(colours[COLOUR_BAD], colours[COLOUR_CARD]) >= 4.5);
    assert_true(rgb_luminance(colours[COLOUR_BRAND]) > 0.11); /* that of #0B5FA5 */
    sample_close(&run.sample);
}

static void a_dark_variant_is_for_a_dark_theme(void **state) {
    (void)state;
    static const char brand[] = "color: {primary: {light: \"#0B5FA5\", dark: \"#8FC1EA\"}}";
    struct brand_run run;
    char got[8];
    run_brand_over(&run, "midnight", brand);
    assert_string_equal(hex(run.theme.colours[COLOUR_BRAND], got), "#8FC1EA");
    assert_int_equal(run.sample.diags.n, 0);
    sample_close(&run.sample);
}

/* A theme's dark band keeps its tone in the brand's hue. */
static void a_band_takes_the_brands_hue(void **state) {
    (void)state;
    struct brand_run run;
    run_brand_over(&run, "boardroom", "color: {primary: \"#A01030\"}");
    struct rgb cover = run.theme.colours[COLOUR_COVER], white = {1, 1, 1};
    assert_true(cover.r > 2 * cover.b && cover.r > 2 * cover.g);
    assert_true(rgb_contrast(cover, white) > 15);
    sample_close(&run.sample);
}

struct logo_case {
    const char *yaml, *path, *alt, *said;
};

static const struct logo_case logo_cases[] = {
    {"logo: logo.png", "logo.png", NULL, ""},
    {"logo: {path: logo.png, alt: The A}", "logo.png", "The A", ""},
    {"meta: {name: Big A}\nlogo: logo.png", "logo.png", "Big A", ""},
    {"meta: {name: {full: Big A, short: A}}\nlogo: {medium: logo.png}", "logo.png", "A", ""},
    {"logo: {images: {mark: {path: logo.png, alt: M}}, small: mark}", "logo.png", "M", ""},
    {"logo: {medium: {light: logo.png, dark: dark.png}}", "logo.png", NULL, ""},
    {"logo: {medium: {light: logo.png, dark: other.png}}", "logo.png", NULL,
     "image-missing " BRAND ":1:40"},
    {"logo: {images: {mark: logo.png}, small: mrak}", NULL, NULL, "brand-field " BRAND ":1:41"},
    {"logo: [a]", NULL, NULL, "brand-field " BRAND ":1:7"},
    {"logo: {medium: logo.gif, small: logo.png}", "logo.png", NULL, ""},
    {"logo: {medium: logo.svg, small: logo.png}", "logo.svg", NULL, ""},
    {"logo: {images: {a: a.png}}", NULL, NULL, ""},
    {"logo: logo.gif", NULL, NULL, "image-format " BRAND ":1:7"},
    {"logo: https://a.example/logo.png", NULL, NULL, "image-format " BRAND ":1:7"},
    {"logo: missing.png", NULL, NULL, "image-missing " BRAND ":1:7"},
    {"logo: {medium: {alt: x}}", NULL, NULL, "brand-field " BRAND ":1:16"},
};

static void the_logo_is_a_picture_beside_the_file(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(logo_cases); i++) {
        struct brand_run run;
        run_brand(&run, logo_cases[i].yaml);
        print_message("%s\n", logo_cases[i].yaml);
        assert_string_equal(said(run.sample.arena, &run.sample.diags), logo_cases[i].said);
        if (logo_cases[i].path && run.is_fine) {
            g_autofree char *path =
                g_build_filename(run.sample.folder, "look", logo_cases[i].path, NULL);
            assert_string_equal(run.theme.logo.path, path);
        } else {
            assert_null(run.theme.logo.path);
        }
        assert_int_equal(g_strcmp0(run.theme.logo.alt, logo_cases[i].alt), 0);
        sample_close(&run.sample);
    }
}

/* A picture without variants is for paper; on a dark ground nobody knows whether it can be seen. */
static void dark_grounds_have_their_own_logo(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *theme, *file; /* NULL: none is shown */
    } cases[] = {
        {"logo: logo.png", "quiet", "logo.png"},
        {"logo: logo.png", "midnight", NULL},
        {"logo: {medium: {light: logo.png, dark: dark.png}}", "quiet", "logo.png"},
        {"logo: {medium: {light: logo.png, dark: dark.png}}", "midnight", "dark.png"},
        {"logo: {medium: {light: logo.png}, large: {dark: dark.png}}", "midnight", "dark.png"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct brand_run run;
        run_brand_over(&run, cases[i].theme, cases[i].yaml);
        const struct theme_logo *logo = theme_ground_logo(&run.theme);
        print_message("%s on %s\n", cases[i].yaml, cases[i].theme);
        assert_int_equal(logo != NULL, cases[i].file != NULL);
        assert_true(!logo || g_str_has_suffix(logo->path, cases[i].file));
        sample_close(&run.sample);
    }
}

struct type_case {
    const char *yaml;
    enum text_role role;
    const char *family;
    int weight;
    const char *said;
};

static const struct type_case type_cases[] = {
    {"typography: {base: JetBrains Mono}", ROLE_BODY, "JetBrains Mono", 400, ""},
    {"typography: {base: JetBrains Mono}", ROLE_TITLE, "Inter Display", 600, ""},
    {"typography: {headings: {family: Inter, weight: bold}}", ROLE_TITLE, "Inter", 700, ""},
    {"typography: {headings: {family: Inter, weight: 500}}", ROLE_LEAD, "Inter", 400, ""},
    {"typography: {base: {weight: 500, size: 1rem}}", ROLE_SUBHEADING, "Inter", 600, ""},
    {"typography: {monospace: Noto Sans}", ROLE_CODE, "Noto Sans", 400, ""},
    {"typography: {base: Interr}", ROLE_BODY, "Inter", 400, "font-missing " BRAND ":1:20"},
    {"typography: {base: Open Sans}", ROLE_BODY, "Inter", 400, "font-missing " BRAND ":1:20"},
    {"typography: {base: {family: 3}}", ROLE_BODY, "Inter", 400, "brand-field " BRAND ":1:29"},
    {"typography: {base: {weight: fat}}", ROLE_BODY, "Inter", 400, "brand-field " BRAND ":1:29"},
    {"typography: {base: {size: big}}", ROLE_BODY, "Inter", 400, "brand-field " BRAND ":1:27"},
    {"typography: {base: {size: 40pt}}", ROLE_BODY, "Inter", 400, "brand-unused " BRAND ":1:27"},
    {"typography: {base: {line-height: 9}}", ROLE_BODY, "Inter", 400, "brand-field " BRAND ":1:34"},
    {"typography: {headings: {style: slanted}}", ROLE_TITLE, "Inter Display", 600,
     "brand-field " BRAND ":1:32"},
    {"typography: {link: {decoration: underline}}", ROLE_BODY, "Inter", 400,
     "brand-unused " BRAND ":1:33"},
    {"typography: {link: {decoration: none}}", ROLE_BODY, "Inter", 400, ""},
    {"typography: {monospace-inline: {color: red}}", ROLE_CODE, "JetBrains Mono", 400,
     "brand-unused " BRAND ":1:40"},
    {"typography: {monospace: {background-color: navy}}", ROLE_CODE, "JetBrains Mono", 400,
     "brand-unused " BRAND ":1:44"},
    {"typography: {fonts: [{family: A, source: gogle}], base: Inter}", ROLE_BODY, "Inter", 400, ""},
    {"typography: large", ROLE_BODY, "Inter", 400, "brand-field " BRAND ":1:13"},
};

static void installed_families_are_used(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(type_cases); i++) {
        struct brand_run run;
        run_brand(&run, type_cases[i].yaml);
        print_message("%s\n", type_cases[i].yaml);
        const struct text_style *style = &run.theme.styles[type_cases[i].role];
        assert_string_equal(said(run.sample.arena, &run.sample.diags), type_cases[i].said);
        assert_string_equal(style->family, type_cases[i].family);
        assert_int_equal(style->weight, type_cases[i].weight);
        sample_close(&run.sample);
    }
}

struct size_case {
    const char *yaml;
    enum text_role role;
    double size_pt, leading_pt; /* of a report */
};

static const struct size_case size_cases[] = {
    {"typography: {base: {size: 1rem}}", ROLE_BODY, 10, 14},
    {"typography: {base: {size: 1.1em}}", ROLE_BODY, 11, 15.4},
    {"typography: {base: {size: 110%}}", ROLE_SUBHEADING, 11, 15.4},
    {"typography: {base: {size: 11pt}}", ROLE_BODY, 11, 15.4},
    {"typography: {base: {size: 16px}}", ROLE_BODY, 12, 16.8},
    {"typography: {base: {size: 11pt}}", ROLE_SMALL, 8.5, 12},
    {"typography: {base: {line-height: 1.5}}", ROLE_BODY, 10, 15},
    {"typography: {base: {line-height: \"1.5\"}}", ROLE_BODY, 10, 15},
    {"typography: {base: {size: 11pt, line-height: 1.5}}", ROLE_BODY, 11, 16.5},
    {"typography: {headings: {line-height: 1.25}}", ROLE_TITLE, 20, 25},
    {"typography: {headings: {line-height: 1.25}}", ROLE_DISPLAY, 36, 40},
    {"typography: {monospace: {size: 0.9em}}", ROLE_CODE, 9, 12.0 * 9 / 8.5},
    {"typography: {base: {size: 11pt}, monospace: {size: 0.9em}}", ROLE_CODE, 9.9,
     12.0 * 9.9 / 8.5},
};

static void sizes_and_leading_are_used(void **state) {
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(size_cases); i++) {
        struct brand_run run;
        run_brand(&run, size_cases[i].yaml);
        print_message("%s\n", size_cases[i].yaml);
        const struct text_style *style = &run.theme.styles[size_cases[i].role];
        assert_true(run.is_fine);
        assert_true(fabs(style->size_pt - size_cases[i].size_pt) < 0.001);
        assert_true(fabs(style->leading_pt - size_cases[i].leading_pt) < 0.001);
        sample_close(&run.sample);
    }
}

/* An error, because the pages would not be the brand's; the hint names what is there. */
static void a_missing_font_names_those_that_are_installed(void **state) {
    (void)state;
    struct brand_run run;
    run_brand(&run, "typography: {fonts: [{family: Lato, source: google}], base: Lato}");
    assert_false(run.is_fine);
    assert_string_equal(said(run.sample.arena, &run.sample.diags), "font-missing " BRAND ":1:61");
    assert_true(has_hint(&run.sample.diags, "no network"));
    assert_true(has_hint(&run.sample.diags, "Installed are: Inter, Inter Display, "));
    sample_close(&run.sample);
}

static void no_brand_changes_nothing(void **state) {
    (void)state;
    static const char *const configs[] = {"company: {name: A}\n", "company: {name: A}\nbrand: ~\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(configs); i++) {
        struct sample sample;
        struct workspace workspace;
        struct theme theme = {.name = "own"};
        sample_open(&sample);
        sample_write(&sample, "pdfgen.yaml", configs[i]);
        assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
        assert_true(load_brand(sample.arena, sample.world, &workspace, &sample.diags, &theme));
        assert_null(theme.logo.path);
        assert_int_equal(sample.diags.n, 0);
        sample_close(&sample);
    }
}

static void a_brand_can_stand_in_the_workspace(void **state) {
    (void)state;
    struct sample sample;
    struct workspace workspace;
    struct theme theme = {.name = "own"};
    sample_open(&sample);
    sample_write(&sample, "pdfgen.yaml",
                 "company: {name: A}\nbrand: {color: {primary: navy}, logo: l.png}\n");
    sample_write(&sample, "l.png", "x");
    assert_true(load_workspace(sample.arena, sample.world, NULL, &sample.diags, &workspace));
    theme.colours[COLOUR_GROUND] = theme.colours[COLOUR_CARD] = (struct rgb){1, 1, 1};
    assert_true(load_brand(sample.arena, sample.world, &workspace, &sample.diags, &theme));
    assert_non_null(theme.logo.path);
    assert_true(theme.colours[COLOUR_BRAND].b > 0.4);
    sample_close(&sample);
}

/* The published examples name fonts and drawings that are not installed; nothing else may be said.
 */
static void run_example(const char *path) {
    g_autofree char *text = NULL;
    struct brand_run run;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(GRegex) png = g_regex_new("[\\w/.-]+\\.png", 0, 0, NULL);
    g_autofree char *with_logo = g_regex_replace(png, text, -1, 0, "logo.png", 0, NULL);
    run_brand(&run, with_logo);
    print_message("%s\n", path);
    for (size_t i = 0; i < run.sample.diags.n; i++) {
        const struct diag *diag = &run.sample.diags.items[i];
        assert_true(diag->code == DIAG_FONT_MISSING || diag->code == DIAG_BRAND_CONTRAST ||
                    diag->code == DIAG_IMAGE_FORMAT || diag->code == DIAG_BRAND_UNUSED ||
                    diag->code == DIAG_FILE_MISSING || diag->code == DIAG_IMAGE_MISSING);
        assert_true(diag->code != DIAG_FONT_MISSING || diag->severity == DIAG_SEVERITY_ERROR);
    }
    sample_close(&run.sample);
}

static void every_published_example_loads(void **state) {
    (void)state;
    const char *shared = getenv("PDFGEN_SHARED");
    g_autofree char *folder = g_strdup_printf(
        "%s/spec/brand-yml/examples", shared && *shared ? shared : PDFGEN_SOURCE_DIR "/../shared");
    GDir *examples = g_dir_open(folder, 0, NULL);
    if (!examples) {
        print_message("skipped: no folder %s; set PDFGEN_SHARED\n", folder);
        skip();
    }
    size_t n = 0;
    for (const char *name; (name = g_dir_read_name(examples)) != NULL; n++) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        run_example(path);
    }
    g_dir_close(examples);
    assert_true(n > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/load/brand/colours are laid over the theme", colours_are_laid_over_the_theme, NULL, NULL,
         NULL},
        {"/load/brand/contrast is repaired and said once a colour",
         contrast_is_repaired_and_said_once_a_colour, NULL, NULL, NULL},
        {"/load/brand/the warning gives both colours and ratios",
         the_warning_gives_both_colours_and_ratios, NULL, NULL, NULL},
        {"/load/brand/the logo is a picture beside the file", the_logo_is_a_picture_beside_the_file,
         NULL, NULL, NULL},
        {"/load/brand/a dark theme stays dark", a_dark_theme_stays_dark, NULL, NULL, NULL},
        {"/load/brand/a dark variant is for a dark theme", a_dark_variant_is_for_a_dark_theme, NULL,
         NULL, NULL},
        {"/load/brand/a band takes the brand's hue", a_band_takes_the_brands_hue, NULL, NULL, NULL},
        {"/load/brand/dark grounds have their own logo", dark_grounds_have_their_own_logo, NULL,
         NULL, NULL},
        {"/load/brand/sizes and leading are used", sizes_and_leading_are_used, NULL, NULL, NULL},
        {"/load/brand/a missing font names those that are installed",
         a_missing_font_names_those_that_are_installed, NULL, NULL, NULL},
        {"/load/brand/installed families are used", installed_families_are_used, NULL, NULL, NULL},
        {"/load/brand/no brand changes nothing", no_brand_changes_nothing, NULL, NULL, NULL},
        {"/load/brand/a brand can stand in the workspace", a_brand_can_stand_in_the_workspace, NULL,
         NULL, NULL},
        {"/load/brand/every published example loads", every_published_example_loads, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
