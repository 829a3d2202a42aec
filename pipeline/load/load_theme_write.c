#include "load_theme_priv.h"

#include <math.h>
#include <string.h>

/*
 * A theme as the file that would make it (themes/quiet.yaml has the same order), or what it says
 * otherwise than another one. Reading what is written gives the same theme: each list of fields
 * here is the one that the reader has.
 */

struct writer {
    GString *out;
    const struct theme *theme, *base; /* NULL base: everything is written */
    int indent;
    bool is_open; /* the map at hand has its name */
    const char *map;
};

/* Two decimals are enough for points; zeroes at the end say nothing. */
static void append_number(GString *out, double number) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.3f", number);
    size_t n = strlen(text);
    while (text[n - 1] == '0') {
        n--;
    }
    n -= text[n - 1] == '.';
    g_string_append_len(out, text, (gssize)n);
}

/* In double quotes, which is how YAML takes any text. */
static void append_text(GString *out, const char *text) {
    g_string_append_c(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void append_hex(GString *out, struct rgb colour) {
    g_string_append_printf(out, "\"#%02X%02X%02X\"", (unsigned)lround(colour.r * 255),
                           (unsigned)lround(colour.g * 255), (unsigned)lround(colour.b * 255));
}

/* A map begins when it has a field to write. */
static void open_map(struct writer *w, const char *name) {
    w->map = name;
    w->is_open = false;
}

static void begin_field(struct writer *w, const char *name) {
    if (w->map && !w->is_open) {
        g_string_append_printf(w->out, "%*s%s:\n", w->indent, "", w->map);
        w->is_open = true;
    }
    g_string_append_printf(w->out, "%*s%s: ", w->indent + (w->map ? 2 : 0), "", name);
}

static bool is_said(const struct writer *w, const void *own, const void *base, size_t n) {
    return !w->base || memcmp(own, base, n) != 0;
}

static void write_measure(struct writer *w, const char *name, const double *own,
                          const double *base) {
    if (is_said(w, own, base, sizeof *own)) {
        begin_field(w, name);
        append_number(w->out, *own);
        g_string_append_c(w->out, '\n');
    }
}

static void write_word(struct writer *w, const char *name, const char *own, const char *base) {
    if (!w->base || strcmp(own, base) != 0) {
        begin_field(w, name);
        g_string_append_printf(w->out, "%s\n", own);
    }
}

static const char *yes(bool is_so) {
    return is_so ? "true" : "false";
}

/* --- parts ---------------------------------------------------------------------------------- */

static void write_measures(struct writer *w, const struct theme_measure *measures, size_t n,
                           const void *own, const void *base) {
    for (size_t i = 0; i < n; i++) {
        size_t offset = measures[i].offset;
        const void *other = base ? (const char *)base + offset : NULL;
        write_measure(w, measures[i].name,
                      (const double *)(const void *)((const char *)own + offset), other);
    }
}

static bool is_same_style(const struct text_style *a, const struct text_style *b) {
    return strcmp(a->family, b->family) == 0 && a->size_pt == b->size_pt &&
           a->leading_pt == b->leading_pt && a->tracking_pt == b->tracking_pt &&
           a->weight == b->weight && a->is_italic == b->is_italic && a->colour == b->colour &&
           g_strcmp0(a->features, b->features) == 0;
}

static void write_style(struct writer *w, const char *name, const struct text_style *style) {
    begin_field(w, name);
    g_string_append_printf(w->out, "{family: %s, size: ", style->family);
    append_number(w->out, style->size_pt);
    g_string_append(w->out, ", leading: ");
    append_number(w->out, style->leading_pt);
    g_string_append(w->out, ", tracking: ");
    append_number(w->out, style->tracking_pt);
    g_string_append_printf(w->out, ", weight: %d, italic: %s, ", style->weight,
                           yes(style->is_italic));
    if (style->features || w->base) {
        g_string_append(w->out, "features: ");
        append_text(w->out, style->features ? style->features : "");
        g_string_append(w->out, ", ");
    }
    g_string_append_printf(w->out, "colour: %s}\n", theme_colour_name(style->colour));
}

static void write_styles(struct writer *w) {
    open_map(w, "styles");
    for (int i = 0; i < N_ROLES; i++) {
        if (!w->base || !is_same_style(&w->theme->styles[i], &w->base->styles[i])) {
            write_style(w, theme_role_name((enum text_role)i), &w->theme->styles[i]);
        }
    }
}

static void write_colours(struct writer *w) {
    open_map(w, "colours");
    for (int i = 0; i < N_COLOURS; i++) {
        const struct rgb *own = &w->theme->colours[i];
        if (is_said(w, own, w->base ? &w->base->colours[i] : NULL, sizeof *own)) {
            begin_field(w, theme_colour_name((enum theme_colour)i));
            append_hex(w->out, *own);
            g_string_append_c(w->out, '\n');
        }
    }
}

static void write_forms(struct writer *w) {
    const struct theme_forms *own = &w->theme->forms;
    const struct theme_forms *base = w->base ? &w->base->forms : own;
    const int words[][2] = {{(int)own->cards, (int)base->cards},
                            {(int)own->callouts, (int)base->callouts},
                            {(int)own->cover, (int)base->cover},
                            {(int)own->opening, (int)base->opening},
                            {(int)own->sections, (int)base->sections}};
    open_map(w, "forms");
    for (int i = 0; theme_form_name(i); i++) {
        write_word(w, theme_form_name(i), theme_form_word(i, words[i][0]),
                   theme_form_word(i, words[i][1]));
    }
}

static void write_count(struct writer *w, const char *name, int own, int base) {
    if (!w->base || own != base) {
        begin_field(w, name);
        g_string_append_printf(w->out, "%d\n", own);
    }
}

static void write_text(struct writer *w) {
    const struct theme *theme = w->theme, *base = w->base ? w->base : theme;
    static const char *const leaders[] = {"dots", "rule", "none"};
    open_map(w, "text");
    write_word(w, "smart", yes(!theme->text.keeps_marks), yes(!base->text.keeps_marks));
    write_word(w, "justify", yes(theme->text.is_justified), yes(base->text.is_justified));
    write_word(w, "hyphenate", yes(theme->text.is_hyphenated), yes(base->text.is_hyphenated));
    open_map(w, "headings");
    write_count(w, "numbered_from", theme->headings.numbered_from, base->headings.numbered_from);
    write_count(w, "numbered_to", theme->headings.numbered_to, base->headings.numbered_to);
    open_map(w, "contents");
    /* A theme that says nothing of them lists one level, which reads as the least there is. */
    write_count(w, "levels", MAX(theme->contents.levels, 1), MAX(base->contents.levels, 1));
    write_word(w, "leader", leaders[theme->contents.leader], leaders[base->contents.leader]);
    open_map(w, "numbers");
    write_word(w, "front", theme->has_roman_front ? "roman" : "arabic",
               base->has_roman_front ? "roman" : "arabic");
}

/* One line of one kind of pages: the parts that are said. */
static void write_line(struct writer *w, const char *name, const char *const *parts,
                       const char *joint) {
    static const char *const names[] = {"left", "center", "right"};
    const char *comma = "";
    if (!parts[0] && !parts[1] && !parts[2]) {
        return;
    }
    g_string_append_printf(w->out, "%s%s: {", joint, name);
    for (int i = 0; i < 3; i++) {
        if (parts[i]) {
            g_string_append_printf(w->out, "%s%s: ", comma, names[i]);
            append_text(w->out, parts[i]);
            comma = ", ";
        }
    }
    g_string_append_c(w->out, '}');
}

static bool says_any(const char *const *parts, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (parts[i]) {
            return true;
        }
    }
    return false;
}

static void write_furniture(struct writer *w) {
    open_map(w, "furniture");
    for (int i = 0; i < N_PAGE_MASTERS; i++) {
        const char *const *parts = w->theme->furniture[i];
        bool is_same =
            w->base && memcmp(parts, w->base->furniture[i], sizeof w->theme->furniture[i]) == 0;
        if (is_same || !says_any(parts, N_FURNITURE)) {
            continue;
        }
        begin_field(w, theme_pages_name((enum page_master)i));
        g_string_append_c(w->out, '{');
        write_line(w, "header", parts + HEADER_LEFT, "");
        write_line(w, "footer", parts + FOOTER_LEFT, says_any(parts, 3) ? ", " : "");
        g_string_append(w->out, "}\n");
    }
}

static void write_fields(struct writer *w) {
    const struct theme *theme = w->theme, *base = w->base;
    open_map(w, "page");
    write_measures(w, theme_page_measures, theme_n_page_measures, &theme->page,
                   base ? &base->page : NULL);
    open_map(w, NULL);
    write_measure(w, "body_width", &theme->body_width_pt, base ? &base->body_width_pt : NULL);
    if (theme->smallest_pt > 0) {
        write_measure(w, "smallest", &theme->smallest_pt, base ? &base->smallest_pt : NULL);
    }
    write_measure(w, "stripes_from", &theme->stripes_from, base ? &base->stripes_from : NULL);
    write_measure(w, "figure_scale", &theme->figure_scale, base ? &base->figure_scale : NULL);
    write_measure(w, "value_scale", &theme->value_scale, base ? &base->value_scale : NULL);
    write_styles(w);
    write_colours(w);
    write_forms(w);
    write_text(w);
    write_furniture(w);
    open_map(w, "space");
    write_measures(w, theme_space_measures, theme_n_space_measures, &theme->space,
                   base ? &base->space : NULL);
}

void load_theme_write(const struct theme *theme, const struct theme *deck, GString *out) {
    struct writer w = {.out = out, .theme = theme};
    if (theme->description) {
        g_string_append(out, "description: ");
        append_text(out, theme->description);
        g_string_append_c(out, '\n');
    }
    write_fields(&w);
    if (deck) {
        g_string_append(out, "deck:\n");
        struct writer of_deck = {.out = out, .theme = deck, .base = theme, .indent = 2};
        write_fields(&of_deck);
    }
}
