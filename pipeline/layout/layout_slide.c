#include "layout_deck_priv.h"

#include <math.h>
#include <string.h>

/*
 * The masters: where things stand on a slide. Measures that a designer may want to change are the
 * theme's; the proportions of a master are here. All of them hang from the same grid, so that
 * titles and footers do not jump from slide to slide.
 */

static struct set_style in_role(enum text_role role) {
    return (struct set_style){.role = role, .colour = -1};
}

static double leading_of(const struct canvas *canvas, enum text_role role) {
    return canvas->layout->theme->styles[role].leading_pt;
}

/* --- parts that several masters have -------------------------------------------------------- */

/* A copy of the theme whose numbers are set in another size. */
static struct theme *with_number(struct layout *layout, double by) {
    struct theme *theme = arena_memdup(layout->arena, layout->theme, sizeof *theme);
    struct text_style *number = &theme->styles[ROLE_NUMBER];
    number->size_pt *= by;
    number->leading_pt *= by;
    number->tracking_pt *= by;
    return theme;
}

/* The theme of words in a band of the covers' colour behind the title's zone; NULL: there is none.
 */
static const struct theme *add_band(struct canvas *canvas) {
    static const double ABOVE_CONTENT_PT = 20;
    const struct theme *theme = canvas->layout->theme;
    if (theme->forms.opening != OPENINGS_BAND) {
        return NULL;
    }
    struct rect band = {0, 0, theme->page.width_pt, canvas->top_pt - ABOVE_CONTENT_PT};
    item_add_rect(canvas->layout, &canvas->item, band, COLOUR_COVER, ARTIFACT_BACKGROUND);
    return theme_on_ground(canvas->layout->arena, theme, theme->colours[COLOUR_COVER]);
}

/* The message, at most two lines; returns false where it takes more. */
static bool add_title(struct canvas *canvas) {
    const struct node *title = canvas->slide->title;
    if (!title) {
        return true;
    }
    const struct theme *full = canvas->layout->theme, *on_band = add_band(canvas);
    size_t first_op = canvas->item.n_ops;
    if (on_band) {
        layout_use_theme(canvas->layout, on_band);
    }
    struct words words = {.node = title,
                          .style = in_role(ROLE_TITLE),
                          .x_pt = canvas->left_pt,
                          .top_pt = canvas->layout->theme->page.header_pt,
                          .width_pt = canvas->width_pt * 0.95};
    words.style.is_balanced = true;
    double height_pt = canvas_add_words(canvas, &words);
    if (on_band) { /* a line alone stands in its middle */
        double spare_pt = fmax(2 * leading_of(canvas, ROLE_TITLE) - height_pt, 0);
        for (size_t i = first_op; i < canvas->item.n_ops; i++) {
            op_translate(canvas->layout->arena, &canvas->item.ops[i], 0, spare_pt / 2);
        }
        layout_use_theme(canvas->layout, full);
    }
    return height_pt <= 2 * leading_of(canvas, ROLE_TITLE) + 0.1;
}

/* Sources at the foot of the content's zone; what they need in addition to a line is its. */
static void add_sources(struct canvas *canvas) {
    struct layout *layout = canvas->layout;
    struct flow flow = {0};
    struct place place = canvas_place(canvas, canvas->left_pt, canvas->width_pt);
    canvas->source_tags[0] = layout->display->n_tags;
    for (size_t i = 0; i < canvas->slide->n_sources; i++) {
        block_one(layout, &flow, &place, canvas->slide->sources[i]);
    }
    canvas->source_tags[1] = layout->display->n_tags;
    if (flow.n == 0) {
        return;
    }
    struct item stack = flow_stack(layout, &flow);
    double line_pt = leading_of(canvas, ROLE_SMALL);
    double bottom_pt = canvas->bottom_pt + line_pt;
    item_add_item(layout, &canvas->item, &stack, bottom_pt - stack.height_pt);
    canvas->bottom_pt -= fmax(stack.height_pt - line_pt, 0);
}

/* Footnotes above the sources; returns the room they take, with a gap. */
static double add_notes(struct canvas *canvas) {
    struct flow flow = {0};
    struct place place = canvas_place(canvas, canvas->left_pt, canvas->width_pt);
    place.role = ROLE_SMALL;
    notes_of_slide(canvas->layout, &canvas->item, &place, &flow);
    if (flow.n == 0) {
        return 0;
    }
    struct item stack = flow_stack(canvas->layout, &flow);
    item_add_item(canvas->layout, &canvas->item, &stack, canvas->bottom_pt - stack.height_pt);
    return stack.height_pt + canvas->layout->theme->space.note_above_pt;
}

/* Blocks below each other from @top_pt; false: they end below the zone. */
static bool add_blocks(struct canvas *canvas, double top_pt, double *ret_over_pt) {
    struct flow flow = {0};
    struct place place = canvas_place(canvas, canvas->left_pt, canvas->width_pt);
    const struct node *before = NULL;
    for (size_t i = 0; i < canvas->slide->n; i++) {
        const struct node *node = canvas->slide->nodes[i];
        if (node == canvas->slide->title ||
            (node->kind == NODE_CONTAINER && str_is(node->container.name, "number"))) {
            continue;
        }
        size_t first = flow.n;
        block_one(canvas->layout, &flow, &place, node);
        if (before && before->kind == NODE_HEADING && first < flow.n) {
            flow.items[first].above_pt = 0;
        }
        before = node;
    }
    double height_pt = canvas_add_flow(canvas, &flow, top_pt);
    double notes_pt = add_notes(canvas);
    *ret_over_pt = top_pt + height_pt + notes_pt - canvas->bottom_pt;
    return *ret_over_pt <= 0.5;
}

/* --- content -------------------------------------------------------------------------------- */

static bool fill_content(struct canvas *canvas, double *ret_over_pt) {
    bool has_room = add_title(canvas);
    add_sources(canvas);
    double top_pt = canvas->slide->title ? canvas->top_pt : canvas->layout->theme->page.header_pt;
    bool fits = add_blocks(canvas, top_pt, ret_over_pt);
    if (!has_room) {
        *ret_over_pt = fmax(*ret_over_pt, leading_of(canvas, ROLE_TITLE));
    }
    return fits && has_room;
}

/* --- title ---------------------------------------------------------------------------------- */

/* The cover's foot: who, when, how confidential. */
static void add_cover_foot(struct canvas *canvas) {
    struct layout *layout = canvas->layout;
    struct str words[3];
    canvas_running_words(canvas, words);
    words[2] = str_from(layout->input->cover_right ? layout->input->cover_right : "");
    canvas_add_footer(canvas, words, layout->theme->page.height_pt - 28);
}

/* As on a report's cover: on paper a rule from side to side, on a ground a short one of the
 * accent's colour. */
static void add_title_mark(struct canvas *canvas, double y_pt) {
    bool is_paper = canvas->layout->theme->forms.cover == COVERS_PLAIN;
    struct rect mark = {canvas->left_pt, y_pt, is_paper ? canvas->width_pt : 48,
                        is_paper ? 1.5 : 3};
    item_add_rect(canvas->layout, &canvas->item, mark, is_paper ? COLOUR_INK : COLOUR_ACCENT,
                  ARTIFACT_LAYOUT);
}

static bool fill_title(struct canvas *canvas, double *ret_over_pt) {
    const struct theme_page *page = &canvas->layout->theme->page;
    double top_pt = page->height_pt * 0.42, y_pt = top_pt;
    static const double LOGO_TOP_PT = 48, LOGO_HEIGHT_PT = 32;
    logo_add_row(canvas->layout, &canvas->item, canvas->tag,
                 (struct rect){canvas->left_pt, LOGO_TOP_PT, canvas->width_pt, LOGO_HEIGHT_PT});
    add_title_mark(canvas, top_pt - 24);
    for (size_t i = 0; i < canvas->slide->n; i++) {
        const struct node *node = canvas->slide->nodes[i];
        bool is_title = node == canvas->slide->title;
        struct words words = {.node = node,
                              .kind = TAG_P,
                              .style = in_role(is_title ? ROLE_DISPLAY : ROLE_LEAD),
                              .x_pt = canvas->left_pt - (is_title ? 2 : 0),
                              .top_pt = y_pt,
                              .width_pt = canvas->width_pt * 0.8};
        words.style.is_balanced = true;
        words.style.weight = is_title ? 0 : 400;
        words.style.colour = is_title ? COLOUR_INK : COLOUR_MUTED;
        if (node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH) {
            y_pt += canvas_add_words(canvas, &words) + (is_title ? 14 : 6);
            continue;
        }
        struct flow flow = {0};
        struct place place = canvas_place(canvas, canvas->left_pt, canvas->width_pt);
        place.is_facts = true;
        block_one(canvas->layout, &flow, &place, node);
        y_pt += canvas_add_flow(canvas, &flow, y_pt + 10) + 10;
    }
    add_cover_foot(canvas);
    *ret_over_pt = y_pt - (page->height_pt - 52);
    return *ret_over_pt <= 0;
}

/* --- section -------------------------------------------------------------------------------- */

/* The words of a section's title, cut to what a tab has room for. */
static struct str tab_words(struct canvas *canvas, const struct slide *slide, double room_pt) {
    struct set_style style = in_role(ROLE_SMALL);
    struct str words = inline_plain(canvas->layout, slide->title);
    struct str shown = str_from(
        arena_printf(canvas->layout->arena, "%d  " STR_FMT, slide->section, STR_ARG(words)));
    while (words.n > 0 &&
           inline_words(canvas->layout, &style, ARTIFACT_LAYOUT, shown).width_pt > room_pt) {
        words = str_head(words, words.n - 1);
        shown = str_from(arena_printf(canvas->layout->arena, "%d  " STR_FMT "…", slide->section,
                                      STR_ARG(str_trim(words))));
    }
    return shown;
}

/* Where in the deck this section stands: a tab each, the current one under a heavier rule. */
static void add_tabs(struct canvas *canvas) {
    enum { TABS_MAX = 6 };
    const struct deck *deck = canvas->deck;
    int n = deck->n_sections;
    if (n < 2 || n > TABS_MAX) {
        return;
    }
    double gap_pt = 16, width_pt = (canvas->width_pt - gap_pt * (n - 1)) / n;
    double rule_pt = canvas->bottom_pt - 30;
    double x_pt = canvas->left_pt;
    for (size_t i = 0; i < deck->n; i++) {
        const struct slide *slide = &deck->slides[i];
        if (slide->master != MASTER_SECTION) {
            continue;
        }
        bool is_current = slide == canvas->slide;
        struct rect rule = {x_pt, rule_pt, width_pt, is_current ? 3 : 1};
        item_add_rect(canvas->layout, &canvas->item, rule, is_current ? COLOUR_INK : COLOUR_RULE,
                      ARTIFACT_LAYOUT);
        struct set_style style = in_role(ROLE_SMALL);
        style.weight = is_current ? 600 : 0;
        style.colour = is_current ? COLOUR_INK : COLOUR_MUTED;
        canvas_add_line(canvas, &style, ARTIFACT_LAYOUT, (struct point){x_pt, rule_pt + 24},
                        tab_words(canvas, slide, width_pt));
        x_pt += width_pt + gap_pt;
    }
}

static bool fill_section(struct canvas *canvas, double *ret_over_pt) {
    struct layout *layout = canvas->layout;
    const struct theme *full = layout->theme;
    struct theme *theme = with_number(layout, 0.625);
    theme->styles[ROLE_NUMBER].weight = 400;
    theme->styles[ROLE_DISPLAY].size_pt *= 0.8;
    theme->styles[ROLE_DISPLAY].leading_pt *= 0.84;
    layout_use_theme(layout, theme);
    double size_pt = theme->styles[ROLE_NUMBER].size_pt;
    struct set_style style = in_role(ROLE_NUMBER);
    style.colour = COLOUR_INK;
    double page_pt = theme->page.height_pt, y_pt = page_pt * 0.48;
    canvas_add_line(canvas, &style, ARTIFACT_LAYOUT,
                    (struct point){canvas->left_pt - size_pt * 0.03, y_pt - 40},
                    str_from(arena_printf(layout->arena, "%d", canvas->slide->section)));
    for (size_t i = 0; i < canvas->slide->n; i++) {
        const struct node *node = canvas->slide->nodes[i];
        bool is_title = node == canvas->slide->title;
        struct words words = {.node = node,
                              .kind = TAG_P,
                              .style = in_role(is_title ? ROLE_DISPLAY : ROLE_LEAD),
                              .x_pt = canvas->left_pt,
                              .top_pt = y_pt,
                              .width_pt = canvas->width_pt * 0.75};
        words.style.is_balanced = true;
        words.style.colour = COLOUR_INK;
        y_pt += canvas_add_words(canvas, &words) + 12;
    }
    layout_use_theme(layout, full);
    add_tabs(canvas);
    *ret_over_pt = y_pt - (canvas->bottom_pt - 36);
    return *ret_over_pt <= 0;
}

/* --- quote ---------------------------------------------------------------------------------- */

static bool fill_quote(struct canvas *canvas, double *ret_over_pt) {
    struct layout *layout = canvas->layout;
    const struct theme_page *page = &layout->theme->page;
    const struct node *quote = canvas->slide->nodes[0];
    struct rect ground = {0, 0, page->width_pt, page->height_pt};
    item_add_rect(layout, &canvas->item, ground, COLOUR_CARD, ARTIFACT_BACKGROUND);
    int section = canvas->tag;
    canvas->tag = layout_tag(layout, TAG_BLOCK_QUOTE, section);
    double y_pt = canvas->top_pt;
    for (const struct node *child = quote->first; child; child = child->next) {
        bool is_last = node_is_attribution(child);
        if (is_last) {
            struct rect mark = {canvas->left_pt + 100, y_pt + 14, 48, 3};
            item_add_rect(layout, &canvas->item, mark, COLOUR_ACCENT, ARTIFACT_LAYOUT);
            y_pt += 32;
        }
        if (child->kind != NODE_PARAGRAPH) {
            struct flow flow = {0};
            struct place place =
                canvas_place(canvas, canvas->left_pt + 100, canvas->width_pt - 200);
            block_one(layout, &flow, &place, child);
            y_pt += canvas_add_flow(canvas, &flow, y_pt) + 10;
            continue;
        }
        struct words words = {.node = child,
                              .kind = TAG_P,
                              .style = in_role(is_last ? ROLE_BODY : ROLE_QUOTE),
                              .x_pt = canvas->left_pt + 100,
                              .top_pt = y_pt,
                              .width_pt = canvas->width_pt - 200};
        y_pt += canvas_add_words(canvas, &words) + 10;
    }
    canvas->tag = section;
    add_sources(canvas);
    *ret_over_pt = y_pt - canvas->bottom_pt;
    return *ret_over_pt <= 0;
}

/* --- number --------------------------------------------------------------------------------- */

static const struct node *find_number(const struct slide *slide) {
    for (size_t i = 0; i < slide->n; i++) {
        const struct node *node = slide->nodes[i];
        if (node->kind == NODE_CONTAINER && str_is(node->container.name, "number")) {
            return node;
        }
    }
    return NULL;
}

/* As large as the theme says, or as half of the slide is wide. */
static double add_number(struct canvas *canvas, const struct node *node, double room_pt) {
    struct layout *layout = canvas->layout;
    struct str words = inline_plain(layout, node);
    struct set_style style = in_role(ROLE_NUMBER);
    style.colour = COLOUR_BRAND;
    double width_pt = inline_words(layout, &style, ARTIFACT_LAYOUT, words).width_pt;
    const struct theme *full = layout->theme;
    struct theme *theme = with_number(layout, fmin(1, room_pt / fmax(width_pt, 1)));
    layout_use_theme(layout, theme);
    /* Capitals and figures rise to 0.73 of the size: the number hangs from the zone's top. */
    double size_pt = theme->styles[ROLE_NUMBER].size_pt;
    struct point at = {canvas->left_pt - size_pt * 0.035, canvas->top_pt + size_pt * 0.73};
    canvas_add_line(canvas, &style, layout_tag(layout, TAG_P, canvas->tag), at, words);
    layout_use_theme(layout, full);
    return size_pt * 0.73;
}

static bool fill_number(struct canvas *canvas, double *ret_over_pt) {
    struct layout *layout = canvas->layout;
    const struct node *block = find_number(canvas->slide);
    bool has_room = add_title(canvas);
    add_sources(canvas);
    if (layout->theme->forms.opening == OPENINGS_BAND) { /* large words need more air below it */
        canvas->top_pt += 4 * layout->theme->space.step_pt;
    }
    double half_pt = canvas->width_pt * 0.55, height_pt = 0;
    const struct node *child = block->first;
    if (child) {
        height_pt = add_number(canvas, child, half_pt);
        child = child->next;
    }
    double y_pt = canvas->top_pt;
    struct flow flow = {0};
    struct place place =
        canvas_place(canvas, canvas->left_pt + half_pt + 36, canvas->width_pt - half_pt - 36);
    place.role = ROLE_LEAD;
    for (; child; child = child->next) {
        block_one(layout, &flow, &place, child);
    }
    struct item stack = flow_stack(layout, &flow);
    y_pt += fmax((height_pt - stack.height_pt) / 2, 0);
    item_add_item(layout, &canvas->item, &stack, y_pt);
    double bottom_pt = fmax(canvas->top_pt + height_pt, y_pt + stack.height_pt);
    bool fits = add_blocks(canvas, bottom_pt + 28, ret_over_pt);
    return fits && has_room;
}

/* --- reading order -------------------------------------------------------------------------- */

/* Where the tag at @i goes: those of [begin, end) behind all others, in which nothing else moves.
 */
static int moved_tag(const size_t range[2], size_t n, int i) {
    size_t at = (size_t)i, length = range[1] - range[0];
    return i < 0 || at < range[0] ? i : (int)(at < range[1] ? at + n - range[1] : at - length);
}

/*
 * Sources are set first, because the rest of the slide has what room they leave, and are read last,
 * where they stand.
 */
static void read_sources_last(struct canvas *canvas) {
    struct display *display = canvas->layout->display;
    const size_t *range = canvas->source_tags;
    size_t n = display->n_tags, first = range[0];
    if (range[0] == range[1] || range[1] == n) {
        return;
    }
    struct tag *moved = ARENA_NEW_N(canvas->layout->arena, struct tag, n - first);
    for (size_t i = first; i < n; i++) {
        struct tag tag = display->tags[i];
        tag.parent = moved_tag(range, n, tag.parent);
        moved[(size_t)moved_tag(range, n, (int)i) - first] = tag;
    }
    memcpy(&display->tags[first], moved, (n - first) * sizeof *moved);
    for (size_t i = 0; i < canvas->item.n_ops; i++) {
        canvas->item.ops[i].tag = moved_tag(range, n, canvas->item.ops[i].tag);
    }
}

/* --- by master ------------------------------------------------------------------------------ */

bool slide_fill(struct canvas *canvas, double *ret_over_pt) {
    static bool (*const masters[N_MASTERS])(struct canvas *, double *) = {
        [MASTER_CONTENT] = fill_content, [MASTER_TITLE] = fill_title,
        [MASTER_SECTION] = fill_section, [MASTER_QUOTE] = fill_quote,
        [MASTER_NUMBER] = fill_number,
    };
    *ret_over_pt = 0;
    bool fits = masters[canvas->slide->master](canvas, ret_over_pt);
    read_sources_last(canvas);
    return fits;
}
