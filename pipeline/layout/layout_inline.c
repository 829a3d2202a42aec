#include "layout_priv.h"

#include "direction.h"
#include "emoji.h"
#include "layout_form_priv.h"

#include <math.h>
#include <string.h>

void inline_text_init(struct inline_text *text) {
    *text = (struct inline_text){
        .text = g_string_new(NULL),
        .ranges = g_array_new(FALSE, TRUE, sizeof(struct inline_range)),
    };
}

void inline_text_clear(struct inline_text *text) {
    if (text->text) {
        g_string_free(text->text, TRUE);
        g_array_unref(text->ranges);
    }
    *text = (struct inline_text){0};
}

struct inline_text *inline_scratch(struct layout *layout) {
    struct inline_text *scratch = &layout->scratch;
    g_string_truncate(scratch->text, 0);
    g_array_set_size(scratch->ranges, 0);
    *scratch = (struct inline_text){.text = scratch->text, .ranges = scratch->ranges};
    return scratch;
}

static bool range_is_alike(const struct inline_range *a, const struct inline_range *b) {
    return a->weight == b->weight && a->is_italic == b->is_italic && a->is_code == b->is_code &&
           a->is_strike == b->is_strike && a->is_underlined == b->is_underlined &&
           a->is_marked == b->is_marked && a->is_small == b->is_small &&
           a->is_control == b->is_control && a->shift == b->shift && a->colour == b->colour &&
           a->tag == b->tag && a->uri == b->uri && a->id == b->id && !range_is_object(a) &&
           !range_is_object(b);
}

static void finish_range(struct inline_text *text, struct inline_range range) {
    range.end = text->text->len;
    if (range.begin == range.end) {
        return;
    }
    if (text->ranges->len > 0) {
        struct inline_range *last =
            &g_array_index(text->ranges, struct inline_range, text->ranges->len - 1);
        if (range_is_alike(last, &range)) {
            last->end = range.end;
            return;
        }
    }
    g_array_append_val(text->ranges, range);
}

/* From @begin on; a space in front of it counts. */
static void join_spaces(GString *text, size_t begin) {
    size_t to = begin;
    for (size_t from = begin; from < text->len; from++) {
        bool is_second = text->str[from] == ' ' && to > 0 && text->str[to - 1] == ' ';
        if (!is_second) {
            text->str[to++] = text->str[from];
        }
    }
    g_string_truncate(text, to);
}

static void append_alike(struct inline_text *text, struct inline_range style, struct str words) {
    const struct quotes *quotes = style.is_code ? NULL : text->quotes;
    style.begin = text->text->len;
    smart_append(quotes, &text->smart, text->text, words);
    if (text->is_prose && !style.is_code) {
        join_spaces(text->text, style.begin);
    }
    finish_range(text, style);
}

static void append_plain(struct inline_text *text, struct inline_range style, struct str words) {
    if (!text->layout || style.tag <= 0 || style.has_language) {
        append_alike(text, style, words);
        return;
    }
    struct language_parts parts;
    struct str part;
    const char *language;
    language_parts_init(text->layout, words, &parts);
    while (language_parts_next(&parts, &part, &language)) {
        struct inline_range part_style = style;
        if (language) {
            part_style.tag = language_tag(text->layout, language, style.tag);
        }
        append_alike(text, part_style, part);
    }
}

/* U+FFFC: a picture stands at this place. */
static void append_object(struct inline_text *text, struct inline_range style) {
    style.begin = text->text->len;
    g_string_append(text->text, "\xEF\xBF\xBC");
    finish_range(text, style);
}

/* The first part of an emoji says all of it. */
static void append_emoji(struct inline_text *text, struct inline_range style, struct str emoji,
                         const int *images, size_t n) {
    for (size_t i = 0; i < n; i++) {
        style.image = images[i];
        style.emoji = i == 0 ? emoji : STR("");
        append_object(text, style);
    }
}

static void append_words(struct inline_text *text, struct inline_range style, struct str words) {
    int images[EMOJI_PARTS_MAX];
    size_t begin = 0, n;
    for (size_t at = emoji_find(words, 0, &n); n > 0; at = emoji_find(words, at + n, &n)) {
        struct str emoji = str_slice(words, at, at + n);
        size_t n_images = text->layout ? layout_emoji(text->layout, emoji, images) : 0;
        if (n_images > 0) {
            append_plain(text, style, str_slice(words, begin, at));
            append_emoji(text, style, emoji, images, n_images);
            begin = at + n;
        }
    }
    append_plain(text, style, str_skip(words, begin));
}

void inline_append_range(struct inline_text *text, struct inline_range range, struct str words) {
    append_words(text, range, words);
}

void inline_append(struct inline_text *text, struct str words, int tag) {
    append_words(text, (struct inline_range){.colour = -1, .tag = tag, .image = -1}, words);
}

void inline_append_smart(struct layout *layout, struct inline_text *text, struct str words,
                         int tag) {
    text->layout = layout;
    text->quotes = layout->quotes;
    inline_append(text, words, tag);
    text->quotes = NULL;
}

struct str inline_plain(const struct layout *layout, const struct node *node) {
    g_autoptr(GString) plain = g_string_new(NULL);
    struct smart_state state = {0};
    for (const struct node *at = node; at; at = doc_next(node, at)) {
        if (at->kind == NODE_TEXT || at->kind == NODE_CODE) {
            bool is_smart = at->kind == NODE_TEXT && !at->is_as_typed;
            smart_append(is_smart ? layout->quotes : NULL, &state, plain, at->text);
        } else if (at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK) {
            g_string_append_c(plain, ' ');
        } else if (at->kind == NODE_BLANK) {
            g_string_append(plain, "____");
        }
    }
    return str_trim(str_from_gstring(layout->arena, plain));
}

/*
 * U+2028: Pango's line separator breaks a line inside a paragraph. The space before it keeps words
 * apart for those who do not see lines.
 */
static void append_break(struct inline_text *text, struct inline_range style) {
    style.begin = text->text->len;
    g_string_append(text->text, " \xE2\x80\xA8");
    finish_range(text, style);
}

/* Classes that templates use in <span class="...">. */
static void apply_class(struct inline_range *style, struct str class) {
    style->is_underlined |= str_is(class, "u") || str_is(class, "ins");
    style->is_marked |= str_is(class, "mark");
    style->is_small |= str_is(class, "source") || str_is(class, "small");
    style->shift = str_is(class, "sup") ? 1 : str_is(class, "sub") ? -1 : style->shift;
    static const struct {
        const char *name;
        int colour;
        int weight;
    } classes[] = {
        {"good", COLOUR_GOOD, 600},  {"bad", COLOUR_BAD, 600},     {"watch", COLOUR_WATCH, 600},
        {"muted", COLOUR_MUTED, 0},  {"brand", COLOUR_BRAND, 600}, {"strong", -1, 600},
        {"source", COLOUR_MUTED, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
        if (str_is(class, classes[i].name)) {
            style->colour = classes[i].colour >= 0 ? classes[i].colour : style->colour;
            style->weight = classes[i].weight ? classes[i].weight : style->weight;
        }
    }
}

static void apply_language(struct layout *layout, struct inline_range *style, struct str language) {
    if (language.n > 0 && style->tag > 0) {
        style->tag = language_tag(layout, str_cstr(layout->arena, language), style->tag);
        style->has_language = true;
    }
}

/* A picture among words is as high as a line, and no wider than so many lines are high: longer than
 * names that are drawn are. */
static const double LINE_HEIGHTS_MAX = 10;

static void append_image(struct layout *layout, struct inline_text *text, struct inline_range style,
                         const struct node *node) {
    struct str alt = doc_plain_text(layout->arena, node);
    int image = layout_image(layout, node->link.target, node->at);
    if (image < 0) {
        append_words(text, style, alt.n ? alt : str_from(node->link.target));
        return;
    }
    const struct image *picture = &g_array_index(layout->images, struct image, image);
    double height_pt = layout->theme->styles[ROLE_BODY].leading_pt;
    style.image_height_pt = MIN(height_pt, picture->height_px * 0.75);
    style.image_width_pt = style.image_height_pt * picture->width_px / picture->height_px;
    double by = fmin(1, height_pt * LINE_HEIGHTS_MAX / style.image_width_pt);
    style.image_width_pt *= by;
    style.image_height_pt *= by;
    style.image = image;
    style.tag = layout_tag(layout, TAG_FIGURE, style.tag);
    layout->display->tags[style.tag].alt = alt.n ? str_cstr(layout->arena, alt) : NULL;
    append_object(text, style);
}

static int compare_ids(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* A link to nowhere is reported and stays plain text. */
static bool has_target(struct layout *layout, const struct node *node, const char *id) {
    if (g_hash_table_contains(layout->heading_ids, id)) {
        return true;
    }
    diag_warning(layout->diags, node->at, DIAG_LINK_TARGET, "no heading has the id \"%s\"", id);
    if (layout->diags->newest == 0) { /* one of very many: its hint would not be shown */
        return false;
    }
    guint n = 0;
    const char **keys = (const char **)g_hash_table_get_keys_as_array(layout->heading_ids, &n);
    struct str *ids = ARENA_NEW_N(layout->arena, struct str, n + 1);
    for (guint i = 0; i < n; i++) {
        ids[i] = str_from(keys[i]);
    }
    g_free(keys);
    qsort(ids, n, sizeof *ids, compare_ids); /* a table's order is not the same in each run */
    int nearest = str_nearest(str_from(id), ids, n);
    if (nearest >= 0) {
        diag_hint(layout->diags, "Did you mean \"#" STR_FMT "\"?", STR_ARG(ids[nearest]));
    }
    return false;
}

void inline_apply_link(struct layout *layout, struct inline_range *style, const struct node *node) {
    bool is_inside = node->link.target[0] == '#';
    if (node->link.target[0] == '\0' ||
        (is_inside && !has_target(layout, node, node->link.target + 1))) {
        return;
    }
    if (is_inside) {
        style->id = node->link.target + 1;
        style->contents = str_cstr(layout->arena, doc_plain_text(layout->arena, node));
    } else {
        style->uri = style->contents = node->link.target;
    }
    style->colour = COLOUR_LINK;
    style->tag = layout_tag(layout, TAG_LINK, style->tag);
}

/* A footnote's number, which leads to its text. */
static void append_mark(struct layout *layout, struct inline_text *text, struct inline_range style,
                        const struct node *node) {
    char *number = arena_printf(layout->arena, "%d", node->mark.note->note.number);
    style.shift = 1;
    style.is_code = style.is_strike = false;
    /* Two marks are two numbers. */
    if (text->has_mark_end && text->mark_end == text->text->len) {
        append_words(text, style, STR(","));
    }
    style.id = note_mark(layout, node, style.tag, &style.tag);
    style.uri = NULL;
    style.contents = number;
    append_words(text, style, str_from(number));
    text->has_mark_end = true;
    text->mark_end = text->text->len;
}

/* The number of the page where a heading stands, which leads there. */
static void append_page_number(struct layout *layout, struct inline_text *text,
                               struct inline_range style, const struct node *node) {
    const char *id = node->page_number.id;
    if (!has_target(layout, node, id)) {
        append_words(text, style, STR("?"));
        return;
    }
    const char *label = contents_page_label(layout, id);
    style.id = id;
    style.uri = NULL;
    style.contents = label;
    style.tag = layout_tag(layout, TAG_LINK, style.tag);
    append_words(text, style, str_from(label));
}

static void append_control(struct inline_text *text, struct inline_range style, const char *sign) {
    style.begin = text->text->len;
    style.is_control = true;
    g_string_append(text->text, sign);
    finish_range(text, style);
}

/* A name that runs against the document is set apart, or a number behind it goes to its other side.
 */
static void append_text(const struct layout *layout, struct inline_text *text,
                        struct inline_range style, const struct node *node) {
    static const char FIRST_STRONG_ISOLATE[] = "\xE2\x81\xA8", POP_ISOLATE[] = "\xE2\x81\xA9";
    const struct quotes *quotes = text->quotes;
    struct direction_words words = {0};
    if (node->is_value) {
        words = direction_count_words(node->text);
    }
    bool is_apart = layout->is_rtl ? words.ltr > 0 : words.rtl > 0;
    text->quotes = node->is_as_typed ? NULL : quotes;
    if (is_apart) {
        append_control(text, style, FIRST_STRONG_ISOLATE);
    }
    append_words(text, style, node->text);
    if (is_apart) {
        append_control(text, style, POP_ISOLATE);
    }
    text->quotes = quotes;
}

static void append_blank(struct layout *layout, struct inline_text *text, struct inline_range style,
                         const struct node *node) {
    style.blank = node;
    style.tag = form_blank_tag(layout, style.tag);
    style.uri = style.id = NULL;
    append_object(text, style);
}

static void collect(struct layout *layout, const struct node *node, struct inline_range style,
                    struct inline_text *text) {
    bool is_address = node->kind == NODE_LINK && node->link.is_auto;
    if (is_address) {
        text->quotes = NULL;
    }
    switch (node->kind) {
    case NODE_TEXT: append_text(layout, text, style, node); return;
    case NODE_CODE:
        style.is_code = true;
        append_words(text, style, node->text);
        return;
    case NODE_SOFT_BREAK: append_words(text, style, STR(" ")); return;
    case NODE_LINE_BREAK: append_break(text, style); return;
    case NODE_IMAGE: append_image(layout, text, style, node); return;
    case NODE_NOTE_MARK: append_mark(layout, text, style, node); return;
    case NODE_BLANK: append_blank(layout, text, style, node); return;
    case NODE_PAGE_NUMBER: append_page_number(layout, text, style, node); return;
    case NODE_EMPHASIS: style.is_italic = !style.is_italic; break;
    case NODE_STRONG: style.weight = 600; break;
    case NODE_STRIKE: style.is_strike = true; break;
    case NODE_LINK: inline_apply_link(layout, &style, node); break;
    case NODE_SPAN:
        apply_class(&style, node->span.class);
        apply_language(layout, &style, node->span.language);
        break;
    default: break; /* a block: its inlines */
    }
    for (const struct node *child = node->first; child; child = child->next) {
        collect(layout, child, style, text);
    }
    if (is_address) {
        text->quotes = layout->quotes;
    }
}

void inline_collect(struct layout *layout, const struct node *node, int tag,
                    struct inline_text *text) {
    struct inline_range style = {.colour = -1, .tag = tag, .image = -1};
    text->at = node->at;
    text->layout = layout;
    text->quotes = layout->quotes;
    text->is_prose = true;
    for (const struct node *child = node->first; child; child = child->next) {
        collect(layout, child, style, text);
    }
    text->is_prose = false;
}
