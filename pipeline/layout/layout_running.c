#include "layout_running_priv.h"

#include <math.h>
#include <string.h>

/*
 * What running lines say. A line has three parts. What a part says comes from the page's masters:
 * the theme's words for the first page, for one that begins a section, for left or right pages;
 * else those of the document (layout_input). Names in braces are replaced: {page}, {pages},
 * {section}, and the words that layout_input brings.
 */

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

static const char *part_words(const struct layout *layout, const struct running_facts *facts,
                              enum furniture part) {
    for (size_t i = 0; i < G_N_ELEMENTS(facts->masters); i++) {
        const char *words = layout->theme->furniture[facts->masters[i]][part];
        if (facts->masters[i] != PAGES_ALL && words) {
            return words;
        }
    }
    const char *words = document_words(layout, part);
    return words ? words : "";
}

bool running_mentions(const struct layout *layout, const char *name) {
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

bool running_has_master(const struct theme *theme, enum page_master master) {
    for (int part = 0; part < N_FURNITURE; part++) {
        if (theme->furniture[master][part]) {
            return true;
        }
    }
    return false;
}

/* --- names ---------------------------------------------------------------------------------- */

/* What a name in braces stands for; NULL: nothing. */
static const char *value_of(const struct layout *layout, const struct running_facts *facts,
                            struct str name) {
    const struct layout_input *input = layout->input;
    if (str_is(name, "page")) {
        return facts->page;
    }
    if (str_is(name, "pages")) {
        return facts->pages;
    }
    if (str_is(name, "section")) {
        return facts->section;
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

static void report_name(const struct layout *layout, struct str name, struct span at) {
    const struct layout_input *input = layout->input;
    enum { OWN = 3 };
    struct str *names = ARENA_NEW_N(layout->arena, struct str, input->n_words + OWN);
    size_t n = 0;
    names[n++] = STR("page");
    names[n++] = STR("pages");
    names[n++] = STR("section");
    for (size_t i = 0; i < input->n_words; i++) {
        names[n++] = str_from(input->words[i].name);
    }
    int nearest = str_nearest(name, names, n);
    diag_warning(layout->diags, at, DIAG_FRONT_MATTER,
                 "no word for headers and footers is called {" STR_FMT "}", STR_ARG(name));
    if (nearest >= 0) {
        diag_hint(layout->diags, "Did you mean {" STR_FMT "}?", STR_ARG(names[nearest]));
    }
}

/* @words with the names in it replaced; a name that nobody knows stays, and is said once.
 * @checked_at: the place of the words, where they are checked; NULL: they have been. */
static struct str fill_words(const struct layout *layout, const struct running_facts *facts,
                             const char *words, const struct span *checked_at) {
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
        const char *value = is_name(name) ? value_of(layout, facts, name) : NULL;
        if (checked_at && !value && is_name(name)) {
            report_name(layout, name, *checked_at);
        }
        g_string_append_len(out, at, value ? open - at : close + 1 - at);
        g_string_append(out, value ? value : "");
        at = close + 1;
    }
    struct str result = str_from_gstring(layout->arena, out);
    g_string_free(out, TRUE);
    return result;
}

/* Where the front matter says a part; zeroed: it does not. */
static struct span place_of(const struct layout *layout, enum furniture part) {
    static const char *const sides[] = {"left", "center", "right"};
    const struct value *line =
        value_get(layout->input->doc->meta, part < FOOTER_LEFT ? "header" : "footer");
    if (line && line->kind == VALUE_MAP) {
        line = value_get(line, sides[part % G_N_ELEMENTS(sides)]);
    }
    return line ? line->at : (struct span){0};
}

void running_check(const struct layout *layout) {
    const struct running_facts facts = {"", "", "", {PAGES_ALL}};
    for (int part = 0; part < N_FURNITURE; part++) {
        const char *words = document_words(layout, (enum furniture)part);
        struct span at = place_of(layout, (enum furniture)part), nowhere = {0};
        fill_words(layout, &facts, words ? words : "", &at);
        for (int i = 0; i < N_PAGE_MASTERS; i++) {
            words = layout->theme->furniture[i][part];
            fill_words(layout, &facts, words ? words : "", &nowhere);
        }
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

/* Before the dots that say that words are missing stands no other mark. */
static struct str without_marks(struct str s) {
    static const char *const marks[] = {",", ";", ":", ".", "…", " "};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (str_ends_with(s, marks[i])) {
            s.n -= strlen(marks[i]);
            i = (size_t)-1;
        }
    }
    return s;
}

struct line running_cut(struct layout *layout, const struct set_style *style, struct str words,
                        int artifact, double room_pt) {
    enum { WORDS_BYTES_MAX = 400 }; /* no more fit on a page; the time a page takes stays bounded */
    words = str_trim(words);
    struct str kept = str_trim(str_head(words, WORDS_BYTES_MAX));
    for (;;) {
        struct str shown = kept;
        if (kept.n < words.n) {
            shown =
                str_from(arena_printf(layout->arena, STR_FMT "…", STR_ARG(without_marks(kept))));
        }
        struct line line = inline_words(layout, style, artifact, shown);
        if (line.width_pt <= room_pt || kept.n == 0) {
            return line;
        }
        size_t fitting = (size_t)((double)kept.n * fmax(room_pt, 0) / line.width_pt);
        kept = str_trim(str_head(kept, MIN(kept.n - 1, fitting)));
    }
}

/* Words are set once as long as the pages say the same. */
static double set_part(struct layout *layout, struct running_part *part, struct str words,
                       int artifact, double room_pt) {
    if (!part->is_set || !str_eq(part->words, words) || part->room_pt != room_pt) {
        *part = (struct running_part){.words = words, .room_pt = room_pt, .is_set = true};
        const struct set_style style = {.role = ROLE_SMALL, .colour = COLOUR_MUTED};
        part->line = running_cut(layout, &style, words, artifact, room_pt);
    }
    return part->line.width_pt;
}

void running_words(const struct layout *layout, const struct running_facts *facts,
                   enum furniture first, struct str words[3]) {
    for (int i = 0; i < 3; i++) {
        const char *unfilled = part_words(layout, facts, first + (enum furniture)i);
        words[i] = fill_words(layout, facts, unfilled, NULL);
    }
}

/*
 * The right part takes what it needs, at most two thirds; then the center, at most a third, because
 * it is short and says who may read the page; then the left one, which is where names stand.
 */
void running_set(struct layout *layout, const struct str words[3], int artifact, double room_pt,
                 struct running_line *line) {
    static const double GAP_PT = 18;
    struct running_part *left = &line->parts[0], *center = left + 1, *right = left + 2;
    double right_pt = set_part(layout, right, words[2], artifact, room_pt * 2 / 3);
    right->x_pt = room_pt - right_pt;
    double middle_pt = fmin(room_pt / 3, room_pt - 2 * right_pt - 2 * GAP_PT);
    double center_pt = set_part(layout, center, words[1], artifact, middle_pt);
    center->x_pt = (room_pt - center_pt) / 2;
    double end_pt = center_pt > 0 ? center->x_pt : room_pt - right_pt;
    set_part(layout, left, words[0], artifact, end_pt - GAP_PT);
}
