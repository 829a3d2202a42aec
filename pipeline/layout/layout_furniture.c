#include "layout_priv.h"

#include <math.h>
#include <string.h>

/*
 * What stands at the head and foot of the pages, and the pages' numbers.
 *
 * A running line has three parts. What a part says comes from the page's master: the theme's words
 * for the first page, for one that begins a section, for left or right pages; else those of the
 * document (layout_input). Names in braces are replaced: {page}, {pages}, {section}, and the words
 * that layout_input brings.
 *
 * Pages before the text proper (covers, tables of contents) are i, ii ... where the theme wants it.
 */

struct part {
    struct str words; /* as they were set */
    struct line line;
    double room_pt;
    bool is_set;
};

struct furniture_state {
    struct layout *layout;
    size_t n_front;        /* pages before the text proper */
    const char **sections; /* by page: the heading that it stands under; NULL: not asked for */
    bool *begins_section;  /* by page; NULL: not asked for */
    struct part parts[N_FURNITURE]; /* of the page before: most say the same again */
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

size_t pages_number(struct layout *layout) {
    size_t n_front = 0;
    const char *id = contents_body_id(layout);
    struct display *display = layout->display;
    for (size_t i = 0; id && i < display->n_destinations; i++) {
        const struct destination *destination = &display->destinations[i];
        if (destination->id && strcmp(destination->id, id) == 0) {
            n_front = (size_t)destination->page;
        }
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

/* --- masters -------------------------------------------------------------------------------- */

static const char *document_words(const struct layout *layout, enum furniture part) {
    const struct layout_input *input = layout->input;
    switch (part) {
    case HEADER_LEFT: return input->header_left;
    case HEADER_CENTER: return input->header_center;
    case HEADER_RIGHT: return input->header_right;
    case FOOTER_LEFT: return input->footer_left;
    case FOOTER_CENTER: return input->footer_center;
    case FOOTER_RIGHT: return input->footer_right;
    case N_FURNITURE: break;
    }
    g_assert_not_reached();
}

static const char *part_words(const struct furniture_state *state, size_t page,
                              enum furniture part) {
    const struct theme *theme = state->layout->theme;
    size_t number = page < state->n_front ? page + 1 : page + 1 - state->n_front;
    bool begins_section = state->begins_section && state->begins_section[page];
    const enum page_master masters[] = {
        page == 0 ? PAGES_FIRST : PAGES_ALL,
        begins_section && page > 0 ? PAGES_SECTION : PAGES_ALL,
        number % 2 == 0 ? PAGES_LEFT : PAGES_RIGHT,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(masters); i++) {
        const char *words = theme->furniture[masters[i]][part];
        if (masters[i] != PAGES_ALL && words) {
            return words;
        }
    }
    const char *words = document_words(state->layout, part);
    return words ? words : "";
}

/* --- sections ------------------------------------------------------------------------------- */

static bool is_anywhere(const struct layout *layout, const char *name) {
    for (int part = 0; part < N_FURNITURE; part++) {
        const char *words = document_words(layout, (enum furniture)part);
        bool is_here = words && strstr(words, name);
        for (int i = 0; i < N_PAGE_MASTERS && !is_here; i++) {
            words = layout->theme->furniture[i][part];
            is_here = words && strstr(words, name);
        }
        if (is_here) {
            return true;
        }
    }
    return false;
}

static bool has_section_master(const struct theme *theme) {
    for (int part = 0; part < N_FURNITURE; part++) {
        if (theme->furniture[PAGES_SECTION][part]) {
            return true;
        }
    }
    return false;
}

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

/* --- words ---------------------------------------------------------------------------------- */

/* What a name in braces stands for; NULL: nothing. */
static const char *value_of(const struct furniture_state *state, struct str name, size_t page) {
    const struct layout_input *input = state->layout->input;
    if (str_is(name, "page")) {
        return layout_page_label(state->layout, page);
    }
    if (str_is(name, "pages")) {
        return page_total(state, page);
    }
    if (str_is(name, "section")) {
        return state->sections ? state->sections[page] : "";
    }
    for (size_t i = 0; i < input->n_words; i++) {
        if (str_is(name, input->words[i].name)) {
            return input->words[i].text ? input->words[i].text : "";
        }
    }
    return NULL;
}

static bool is_name(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (!g_ascii_islower(s.p[i]) && s.p[i] != '_') {
            return false;
        }
    }
    return s.n > 0;
}

static void report_name(const struct furniture_state *state, struct str name) {
    const struct layout_input *input = state->layout->input;
    enum { OWN = 3 };
    struct str *names = ARENA_NEW_N(state->layout->arena, struct str, input->n_words + OWN);
    size_t n = 0;
    names[n++] = STR("page");
    names[n++] = STR("pages");
    names[n++] = STR("section");
    for (size_t i = 0; i < input->n_words; i++) {
        names[n++] = str_from(input->words[i].name);
    }
    int nearest = str_nearest(name, names, n);
    diag_warning(state->layout->diags, (struct span){0}, DIAG_FRONT_MATTER,
                 "no word for headers and footers is called {" STR_FMT "}", STR_ARG(name));
    if (nearest >= 0) {
        diag_hint(state->layout->diags, "Did you mean {" STR_FMT "}?", STR_ARG(names[nearest]));
    }
}

/* @words with the names in it replaced; a name that nobody knows stays, and is said once. */
static struct str fill_words(const struct furniture_state *state, const char *words, size_t page,
                             bool is_checked) {
    const char *open = strchr(words, '{');
    if (!open) {
        return str_from(words);
    }
    GString *out = g_string_new(NULL);
    for (const char *at = words; *at; open = strchr(at, '{')) {
        const char *close = open ? strchr(open, '}') : NULL;
        if (!close) {
            g_string_append(out, at);
            break;
        }
        struct str name = {open + 1, (size_t)(close - open - 1)};
        const char *value = is_name(name) ? value_of(state, name, page) : NULL;
        if (is_checked && !value && is_name(name)) {
            report_name(state, name);
        }
        g_string_append_len(out, at, value ? open - at : close + 1 - at);
        g_string_append(out, value ? value : "");
        at = close + 1;
    }
    struct str result = str_from_gstring(state->layout->arena, out);
    g_string_free(out, TRUE);
    return result;
}

static void check_names(const struct furniture_state *state) {
    for (int part = 0; part < N_FURNITURE; part++) {
        const char *words = document_words(state->layout, (enum furniture)part);
        fill_words(state, words ? words : "", 0, true);
        for (int i = 0; i < N_PAGE_MASTERS; i++) {
            words = state->layout->theme->furniture[i][part];
            fill_words(state, words ? words : "", 0, true);
        }
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

/* The beginning of @s of at most @n bytes, cut between characters. */
static struct str beginning(struct str s, size_t n) {
    n = MIN(n, s.n);
    while (n > 0 && n < s.n && ((guchar)s.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return str_trim(str_slice(s, 0, n));
}

/* One line of words; what does not fit in @room_pt ends in an ellipsis. */
static struct line one_line(struct layout *layout, struct str words, int artifact, double room_pt) {
    enum { WORDS_BYTES_MAX = 400 }; /* no more fit on a page; the time a page takes stays bounded */
    struct set_style style = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
    struct str kept = beginning(words, WORDS_BYTES_MAX);
    for (;;) {
        struct str shown = kept;
        if (kept.n < words.n) {
            shown = str_from(arena_printf(layout->arena, STR_FMT "…", STR_ARG(kept)));
        }
        struct line line = inline_words(layout, &style, artifact, shown);
        if (line.width_pt <= room_pt || kept.n == 0) {
            return line;
        }
        size_t fitting = (size_t)((double)kept.n * fmax(room_pt, 0) / line.width_pt);
        kept = beginning(kept, MIN(kept.n - 1, fitting));
    }
}

/* Words are set once as long as the pages say the same. */
static const struct line *set_part(struct furniture_state *state, size_t page, enum furniture which,
                                   int artifact, double room_pt) {
    struct part *part = &state->parts[which];
    struct str words = fill_words(state, part_words(state, page, which), page, false);
    if (!part->is_set || !str_eq(part->words, words) || part->room_pt != room_pt) {
        *part = (struct part){.words = words, .room_pt = room_pt, .is_set = true};
        part->line = one_line(state->layout, words, artifact, room_pt);
    }
    return &part->line;
}

static void add_line_at(struct layout *layout, struct page *page, const struct line *line,
                        struct point at) {
    for (size_t i = 0; i < line->n_ops; i++) {
        struct op *op = page_add_op(layout->arena, page, line->ops[i].kind, line->ops[i].tag);
        *op = line->ops[i];
        op_translate(layout->arena, op, at.x, at.y);
    }
}

/* The right part takes what it needs, at most two thirds; then the left one; then the center. */
static void add_parts(struct furniture_state *state, size_t index, enum furniture first,
                      double baseline_pt, int artifact) {
    static const double GAP_PT = 18;
    struct layout *layout = state->layout;
    const struct theme_page *theme = &layout->theme->page;
    struct page *page = &layout->display->pages[index];
    double room_pt = page->width_pt - theme->left_pt - theme->right_pt;
    const struct line *line = set_part(state, index, first + 2, artifact, room_pt * 2 / 3);
    double right_pt = line->width_pt;
    add_line_at(layout, page, line,
                (struct point){page->width_pt - theme->right_pt - right_pt, baseline_pt});
    line = set_part(state, index, first, artifact, room_pt - right_pt - GAP_PT);
    add_line_at(layout, page, line, (struct point){theme->left_pt, baseline_pt});
    double middle_pt = room_pt - 2 * fmax(right_pt, line->width_pt) - 2 * GAP_PT;
    line = set_part(state, index, first + 1, artifact, middle_pt);
    add_line_at(layout, page, line,
                (struct point){theme->left_pt + (room_pt - line->width_pt) / 2, baseline_pt});
}

/* On a band words have its colours; parts that were set in others are set again. */
static void add_header_on_band(struct furniture_state *state, size_t index, double baseline_pt) {
    struct layout *layout = state->layout;
    const struct theme *full = layout->theme;
    struct theme *on_band = arena_memdup(layout->arena, full, sizeof *full);
    theme_set_ground(on_band, full->colours[COLOUR_COVER]);
    memset(state->parts, 0, sizeof state->parts);
    layout_use_theme(layout, on_band);
    add_parts(state, index, HEADER_LEFT, baseline_pt, ARTIFACT_HEADER);
    layout_use_theme(layout, full);
    memset(state->parts, 0, sizeof state->parts);
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
            (struct rect){theme->left_pt, rule_y_pt,
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
    struct furniture_state state = {.layout = layout, .n_front = pages_number(layout)};
    if (is_anywhere(layout, "{section}") || has_section_master(layout->theme)) {
        find_sections(&state);
    }
    check_names(&state);
    for (size_t i = 0; i < plan->n; i++) {
        size_t first = plan->pages[i].first;
        bool is_full = plan->pages[i].end > first && flow->items[first].is_full_page;
        if (!is_full) {
            add_to_page(&state, i, opening_is_on(flow, first));
        }
    }
}
