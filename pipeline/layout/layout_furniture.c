#include "layout_running_priv.h"

#include <string.h>

/*
 * What stands at the head and foot of the pages (layout_running.c says the words), and the pages'
 * numbers.
 *
 * Pages before the text proper (covers, tables of contents) are i, ii ... where the theme wants it.
 */

struct furniture_state {
    struct layout *layout;
    size_t n_front;        /* pages before the text proper */
    const char **sections; /* by page: the heading that it stands under; NULL: not asked for */
    bool *begins_section;  /* by page; NULL: not asked for */
    struct running_line lines[2]; /* header and footer of the page before */
};

/* --- numbers -------------------------------------------------------------------------------- */

static const char *roman(Arena *arena, size_t number) {
    static const struct {
        size_t value;
        const char *letters;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    g_autoptr(GString) letters = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        for (; number >= steps[i].value; number -= steps[i].value) {
            g_string_append(letters, steps[i].letters);
        }
    }
    return arena_strdup(arena, letters->str);
}

const char *layout_page_label(struct layout *layout, size_t page) {
    const char *label = layout->display->pages[page].label;
    return label ? label : arena_printf(layout->arena, "%zu", page + 1);
}

/* The pages before the text proper are i, ii ...; how many there are. */
static size_t number_pages(struct layout *layout, const struct flow *flow,
                           const struct page_plan *plan) {
    struct display *display = layout->display;
    size_t n_front = 0;
    for (size_t i = 1; i < plan->n && n_front == 0; i++) {
        const struct page_range *range = &plan->pages[i];
        n_front = range->first < range->end && flow->items[range->first].starts_body ? i : 0;
    }
    for (size_t i = 0; n_front > 0 && i < display->n_pages; i++) {
        display->pages[i].label = i < n_front ? roman(layout->arena, i + 1)
                                              : arena_printf(layout->arena, "%zu", i + 1 - n_front);
    }
    return n_front;
}

/* How many pages the page's kind of number counts. */
static const char *page_total(const struct furniture_state *state, size_t page) {
    Arena *arena = state->layout->arena;
    size_t n = state->layout->display->n_pages;
    return page < state->n_front ? roman(arena, state->n_front)
                                 : arena_printf(arena, "%zu", n - state->n_front);
}

/* --- sections ------------------------------------------------------------------------------- */

static bool is_at_top(const struct layout *layout, const struct destination *destination) {
    return destination->y_pt < layout->theme->page.top_pt;
}

/* A page is under its first heading, or under the last one before it. */
static void find_sections(struct furniture_state *state) {
    enum { SECTION_LEVEL_MAX = 2 };
    struct layout *layout = state->layout;
    const struct display *display = layout->display;
    state->sections = ARENA_NEW_N(layout->arena, const char *, display->n_pages + 1);
    state->begins_section = ARENA_NEW_N(layout->arena, bool, display->n_pages + 1);
    size_t page = 0;
    const char *last = "";
    for (size_t i = 0; i < display->n_outline; i++) {
        const struct outline_entry *entry = &display->outline[i];
        const struct destination *at = &display->destinations[entry->destination];
        size_t on = (size_t)at->page;
        if (entry->level > SECTION_LEVEL_MAX || on < page) {
            continue;
        }
        for (; page < on; page++) {
            state->sections[page] = state->sections[page] ? state->sections[page] : last;
        }
        state->sections[on] = state->sections[on] ? state->sections[on] : entry->title;
        state->begins_section[on] |= entry->level == 1 && is_at_top(layout, at);
        last = entry->title;
    }
    for (; page < display->n_pages; page++) {
        state->sections[page] = state->sections[page] ? state->sections[page] : last;
    }
}

static void add_line_at(struct layout *layout, struct page *page, const struct line *line,
                        struct point at) {
    for (size_t i = 0; i < line->n_ops; i++) {
        struct op *op = page_add_op(layout->arena, page, line->ops[i].kind, line->ops[i].tag);
        *op = line->ops[i];
        op_translate(layout->arena, op, at.x, at.y);
    }
}

static struct running_facts facts_of(const struct furniture_state *state, size_t page) {
    size_t number = page < state->n_front ? page + 1 : page + 1 - state->n_front;
    bool begins_section = state->begins_section && state->begins_section[page];
    return (struct running_facts){
        .page = layout_page_label(state->layout, page),
        .pages = page_total(state, page),
        .section = state->sections ? state->sections[page] : "",
        .masters = {page == 0 ? PAGES_FIRST : PAGES_ALL,
                    begins_section && page > 0 ? PAGES_SECTION : PAGES_ALL,
                    number % 2 == 0 ? PAGES_LEFT : PAGES_RIGHT},
    };
}

static void add_parts(struct furniture_state *state, size_t index, enum furniture first,
                      double baseline_pt, int artifact) {
    struct layout *layout = state->layout;
    const struct theme_page *theme = &layout->theme->page;
    struct page *page = &layout->display->pages[index];
    struct running_line *line = &state->lines[first == HEADER_LEFT ? 0 : 1];
    struct running_facts facts = facts_of(state, index);
    struct str words[3];
    running_words(layout, &facts, first, words);
    running_set(layout, words, artifact, page->width_pt - theme->left_pt - theme->right_pt, line);
    for (size_t i = 0; i < G_N_ELEMENTS(line->parts); i++) {
        const struct running_part *part = &line->parts[i];
        add_line_at(layout, page, &part->line,
                    (struct point){page_left(layout, index) + part->x_pt, baseline_pt});
    }
}

/* On a band words have its colours; parts that were set in others are set again. */
static void add_header_on_band(struct furniture_state *state, size_t index, double baseline_pt) {
    struct layout *layout = state->layout;
    const struct theme *full = layout->theme;
    struct theme *on_band = arena_memdup(layout->arena, full, sizeof *full);
    theme_set_ground(on_band, full->colours[COLOUR_COVER]);
    state->lines[0] = (struct running_line){0};
    layout_use_theme(layout, on_band);
    add_parts(state, index, HEADER_LEFT, baseline_pt, ARTIFACT_HEADER);
    layout_use_theme(layout, full);
    state->lines[0] = (struct running_line){0};
}

static void add_to_page(struct furniture_state *state, size_t index, bool is_on_band) {
    struct layout *layout = state->layout;
    const struct theme_page *theme = &layout->theme->page;
    double down_pt = layout_baseline(layout, ROLE_SMALL);
    struct page *page = &layout->display->pages[index];
    double rule_y_pt = page->height_pt - theme->footer_rule_pt;
    if (theme->rule_width_pt > 0) {
        struct op *op = page_add_op(layout->arena, page, OP_RECT, ARTIFACT_FOOTER);
        op->rect.rect =
            (struct rect){page_left(layout, index), rule_y_pt,
                          page->width_pt - theme->left_pt - theme->right_pt, theme->rule_width_pt};
        op->rect.fill = layout_colour(layout, COLOUR_RULE);
    }
    if (is_on_band) {
        add_header_on_band(state, index, theme->header_pt + down_pt);
    } else {
        add_parts(state, index, HEADER_LEFT, theme->header_pt + down_pt, ARTIFACT_HEADER);
    }
    add_parts(state, index, FOOTER_LEFT, rule_y_pt + theme->footer_pt + down_pt, ARTIFACT_FOOTER);
}

void furniture_add(struct layout *layout, const struct flow *flow, const struct page_plan *plan) {
    struct furniture_state state = {.layout = layout, .n_front = number_pages(layout, flow, plan)};
    if (running_mentions(layout, "{section}") || running_has_master(layout->theme, PAGES_SECTION)) {
        find_sections(&state);
    }
    running_check(layout);
    for (size_t i = 0; i < plan->n; i++) {
        size_t first = plan->pages[i].first;
        bool is_full = plan->pages[i].end > first && flow->items[first].is_full_page;
        if (!is_full && !plan_is_blank(plan, i)) {
            add_to_page(&state, i, opening_is_on(flow, first));
        }
    }
}
