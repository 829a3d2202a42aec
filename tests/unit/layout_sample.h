/*
 * layout_sample.h - Markdown laid out with the default theme and the installed fonts.
 */
#pragma once

#include "layout.h"
#include "load.h"
#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct fixture {
    World *world;
    struct theme theme;
    struct font_catalogue catalogue;
    Fonts *fonts;
};

static inline int set_up(void **state) {
    static const char *const environment[] = {"PDFGEN_HOME=" PDFGEN_SOURCE_DIR, NULL};
    struct fixture *fixture = g_new0(struct fixture, 1);
    struct diags diags = {0};
    fixture->world = world_new(environment, PDFGEN_SOURCE_DIR);
    Arena *arena = world_arena(fixture->world);
    bool is_done = world_find_installation(fixture->world, "/", &diags) &&
                   load_theme(arena, fixture->world, NULL, &(struct theme_choice){.name = "quiet"},
                              &diags, &fixture->theme) &&
                   load_fonts(arena, fixture->world, NULL, &diags, &fixture->catalogue);
    assert_true(is_done);
    fixture->fonts = layout_fonts_new(fixture->world, &fixture->catalogue);
    diags_clear(&diags);
    *state = fixture;
    return 0;
}

static inline int tear_down(void **state) {
    struct fixture *fixture = *state;
    layout_fonts_free(fixture->fonts);
    world_free(fixture->world);
    g_free(fixture);
    return 0;
}

struct made {
    struct doc *doc;
    struct display *display;
};

static inline struct made make(struct fixture *fixture, Arena *arena, const char *markdown,
                               struct diags *diags) {
    struct made made = {0};
    const struct source *source = source_new(arena, "input.md", str_from(markdown));
    assert_true(parse_markdown(arena, text_from_source(arena, source, 0),
                               value_new(arena, VALUE_MAP, (struct span){0}), diags, &made.doc));
    struct layout_input input = {
        .doc = made.doc,
        .theme = &fixture->theme,
        .fonts = fixture->fonts,
        .meta = {.title = "Test", .language = "en-US", .date = {2026, 10, 9}},
        .header_left = "Header",
        .footer_right = "Page {page} of {pages}",
    };
    assert_true(layout_document(arena, &input, diags, &made.display));
    return made;
}
