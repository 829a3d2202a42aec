#include "case_dump.h"

#include <math.h>
#include <string.h>

/* Of one line: baselines that differ by less, words that are no further apart. */
static const double SAME_PT = 0.05, JOINED_PT = 0.6;

struct dump {
    const struct display *display;
    const struct case_facets *facets;
    GString *out;
};

bool case_facets_parse(const char *words, struct case_facets *ret, char **ret_unknown) {
    struct case_facets facets = {0};
    const struct {
        const char *name;
        bool *is_shown;
    } names[] = {
        {"lines", &facets.lines},         {"words", &facets.words},
        {"fonts", &facets.fonts},         {"colours", &facets.colours},
        {"furniture", &facets.furniture}, {"boxes", &facets.boxes},
        {"links", &facets.links},         {"tree", &facets.tree},
        {"outline", &facets.outline},     {"destinations", &facets.destinations},
    };
    g_auto(GStrv) parts = g_strsplit_set(words, " \n", -1);
    for (char **part = parts; *part; part++) {
        size_t i = 0;
        while (i < G_N_ELEMENTS(names) && strcmp(*part, names[i].name) != 0) {
            i++;
        }
        if (**part && i == G_N_ELEMENTS(names)) {
            *ret_unknown = g_strdup(*part);
            return false;
        }
        if (**part) {
            *names[i].is_shown = true;
        }
    }
    *ret = facets;
    return true;
}

/* --- numbers and names ---------------------------------------------------------------------- */

/* A tenth of a point; without what says nothing. */
static void put_number(GString *out, double value) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = round(value * 10) / 10;
    g_string_append(out,
                    g_ascii_formatd(buffer, sizeof buffer, "%.10g", rounded == 0 ? 0 : rounded));
}

static void put_rect(GString *out, struct rect rect) {
    put_number(out, rect.x);
    g_string_append_c(out, ',');
    put_number(out, rect.y);
    g_string_append_c(out, ' ');
    put_number(out, rect.width);
    g_string_append(out, " x ");
    put_number(out, rect.height);
}

static void put_colour(GString *out, struct rgb16 colour) {
    g_string_append_printf(out, " #%02X%02X%02X", (unsigned)(colour.r >> 8),
                           (unsigned)(colour.g >> 8), (unsigned)(colour.b >> 8));
}

/* Characters that cannot be seen are shown by their numbers. */
static void put_words(GString *out, struct str text) {
    g_string_append_c(out, '"');
    for (const char *p = text.p; p < text.p + text.n; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        if (character != ' ' && (!g_unichar_isgraph(character) || g_unichar_isspace(character))) {
            g_string_append_printf(out, "<%04X>", character);
        } else {
            g_string_append_unichar(out, character);
        }
    }
    g_string_append_c(out, '"');
}

static bool is_inside_line(enum tag_kind kind) {
    return kind == TAG_SPAN || kind == TAG_LINK || kind == TAG_REFERENCE;
}

/* The element that a line belongs to; an artifact's is the artifact. */
static int block_of(const struct display *display, int tag) {
    while (tag >= 0 && is_inside_line(display->tags[tag].kind)) {
        tag = display->tags[tag].parent;
    }
    return tag;
}

static const char *block_name(const struct display *display, int block) {
    static const char *const artifacts[] = {"",       "layout", "background",
                                            "header", "footer", "watermark"};
    return block < 0 ? artifacts[-block] : tag_kind_name(display->tags[block].kind);
}

static bool is_furniture(const struct op *op) {
    return op->tag <= ARTIFACT_HEADER;
}

/* --- lines ---------------------------------------------------------------------------------- */

/* A run and the baseline that it counts for: raised and lowered words are of the line they join. */
struct placed {
    const struct op *op;
    double y_pt;
};

static int compare_places(const void *a, const void *b) {
    const struct placed *first = a, *second = b;
    double down_pt = first->y_pt - second->y_pt;
    if (fabs(down_pt) > SAME_PT) {
        return down_pt < 0 ? -1 : 1;
    }
    double right_pt = first->op->glyphs.origin.x - second->op->glyphs.origin.x;
    return right_pt < 0 ? -1 : right_pt > 0;
}

static double run_end(const struct op *op) {
    return op->glyphs.origin.x + op->glyphs.width_pt;
}

static double line_of(const struct dump *dump, const struct placed *before, const struct op *op) {
    double y_pt = op->glyphs.origin.y;
    bool is_joined = before && dump->facets->words &&
                     fabs(op->glyphs.origin.x - run_end(before->op)) <= JOINED_PT &&
                     fabs(y_pt - before->y_pt) < op->glyphs.size_pt / 2;
    return is_joined ? before->y_pt : y_pt;
}

static GArray *sorted_runs(const struct dump *dump, const struct page *page) {
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct placed));
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct op *op = &page->ops[i];
        if (op->kind == OP_GLYPHS && (dump->facets->furniture || !is_furniture(op))) {
            const struct placed *before =
                runs->len > 0 ? &g_array_index(runs, struct placed, runs->len - 1) : NULL;
            struct placed placed = {op, line_of(dump, before, op)};
            g_array_append_val(runs, placed);
        }
    }
    g_array_sort(runs, compare_places);
    return runs;
}

static bool joins(const struct dump *dump, const struct op *before, const struct op *op) {
    const struct case_facets *facets = dump->facets;
    return !facets->fonts && !facets->colours && !before->glyphs.is_rtl && !op->glyphs.is_rtl &&
           fabs(before->glyphs.origin.y - op->glyphs.origin.y) <= SAME_PT &&
           fabs(op->glyphs.origin.x - run_end(before)) <= JOINED_PT &&
           block_of(dump->display, before->tag) == block_of(dump->display, op->tag);
}

static void put_style(const struct dump *dump, const struct glyph_run *run) {
    if (dump->facets->fonts) {
        const struct font_face *face = &dump->display->fonts[run->font];
        g_string_append_printf(dump->out, " %s %d%s ", face->family, face->weight,
                               face->is_italic ? " italic" : "");
        put_number(dump->out, run->size_pt);
        size_t n = (size_t)g_utf8_strlen(run->text.p, (gssize)run->text.n);
        if (run->n_glyphs != n) {
            g_string_append_printf(dump->out, " in %u glyph%s", run->n_glyphs,
                                   run->n_glyphs == 1 ? "" : "s");
        }
    }
    if (dump->facets->colours) {
        put_colour(dump->out, run->colour);
    }
}

/* Where it is, whose it is; what the line before has not said. */
static void put_line_head(const struct dump *dump, const struct placed *runs, size_t first,
                          size_t end) {
    GString *out = dump->out;
    const struct glyph_run *run = &runs[first].op->glyphs;
    if (!dump->facets->words) {
        put_number(out, run->origin.y);
        g_string_append(out, ": ");
        put_number(out, run->origin.x);
        g_string_append(out, "..");
        put_number(out, run_end(runs[end - 1].op));
        g_string_append_c(out, ' ');
    }
    g_string_append(out, block_name(dump->display, block_of(dump->display, runs[first].op->tag)));
    g_string_append(out, run->is_rtl ? " rtl" : "");
    put_style(dump, run);
}

/* The runs from @first to before @end. */
static void put_line(const struct dump *dump, const struct placed *runs, size_t first, size_t end) {
    g_autoptr(GString) words = g_string_new(NULL);
    for (size_t i = first; i < end; i++) {
        g_string_append_len(words, runs[i].op->glyphs.text.p, (gssize)runs[i].op->glyphs.text.n);
    }
    g_string_append_c(dump->out, ' ');
    put_words(dump->out, (struct str){words->str, words->len});
}

/* Without places the lines of a block stand behind each other. */
static bool follows(const struct dump *dump, const struct placed *runs, size_t first) {
    const struct case_facets *facets = dump->facets;
    return facets->words && !facets->fonts && !facets->colours && first > 0 &&
           runs[first - 1].op->glyphs.is_rtl == runs[first].op->glyphs.is_rtl &&
           block_of(dump->display, runs[first - 1].op->tag) ==
               block_of(dump->display, runs[first].op->tag);
}

static void put_lines(const struct dump *dump, const struct page *page) {
    g_autoptr(GArray) runs = sorted_runs(dump, page);
    const struct placed *items = (const struct placed *)(void *)runs->data;
    for (size_t first = 0, end; first < runs->len; first = end) {
        for (end = first + 1; end < runs->len && joins(dump, items[end - 1].op, items[end].op);
             end++) {
        }
        if (!follows(dump, items, first)) {
            g_string_append(dump->out, first > 0 ? "\n" : "");
            put_line_head(dump, items, first, end);
        }
        put_line(dump, items, first, end);
    }
    g_string_append(dump->out, runs->len > 0 ? "\n" : "");
}

/* --- the rest of a page --------------------------------------------------------------------- */

static void put_box(const struct dump *dump, const struct op *op) {
    static const char *const names[] = {
        [OP_RECT] = "box", [OP_PATH] = "path", [OP_IMAGE] = "image"};
    g_string_append_printf(dump->out, "%s ", names[op->kind]);
    put_rect(dump->out, op_bounds(op));
    if (dump->facets->colours && op->kind == OP_RECT) {
        put_colour(dump->out, op->rect.fill);
    } else if (dump->facets->colours && op->kind == OP_PATH) {
        put_colour(dump->out, op->path.has_fill ? op->path.fill : op->path.stroke);
    }
    g_string_append_printf(dump->out, " %s\n",
                           block_name(dump->display, block_of(dump->display, op->tag)));
}

static void put_link(const struct dump *dump, const struct op *op) {
    g_string_append(dump->out, "link ");
    put_rect(dump->out, op->link.rect);
    g_string_append_printf(dump->out, " to \"%s%s\"\n", op->link.id ? "#" : "",
                           op->link.id ? op->link.id : op->link.uri);
}

static void put_page(const struct dump *dump, size_t index) {
    const struct page *page = &dump->display->pages[index];
    const struct page *before = index > 0 ? page - 1 : NULL;
    g_string_append_printf(dump->out, "page %zu", index + 1);
    bool is_as_before =
        before && before->width_pt == page->width_pt && before->height_pt == page->height_pt;
    if (!is_as_before) {
        g_string_append_c(dump->out, ' ');
        put_number(dump->out, page->width_pt);
        g_string_append(dump->out, " x ");
        put_number(dump->out, page->height_pt);
    }
    if (page->label) {
        g_string_append_printf(dump->out, " \"%s\"", page->label);
    }
    g_string_append_c(dump->out, '\n');
    put_lines(dump, page);
    for (size_t i = 0; i < page->n_ops; i++) {
        const struct op *op = &page->ops[i];
        bool is_drawn = op->kind == OP_RECT || op->kind == OP_PATH || op->kind == OP_IMAGE;
        if (dump->facets->boxes && is_drawn && (dump->facets->furniture || !is_furniture(op))) {
            put_box(dump, op);
        } else if (dump->facets->links && op->kind == OP_LINK) {
            put_link(dump, op);
        }
    }
}

/* --- the document --------------------------------------------------------------------------- */

static void put_tree(const struct dump *dump) {
    static const char *const scopes[] = {"", " scope column", " scope row"};
    const struct display *display = dump->display;
    g_autofree int *depths = g_new0(int, display->n_tags + 1);
    for (size_t i = 0; i < display->n_tags; i++) {
        const struct tag *tag = &display->tags[i];
        depths[i] = tag->parent < 0 ? 0 : depths[tag->parent] + 1;
        g_string_append_printf(dump->out, "%*s%s%s", depths[i] * 2, "", tag_kind_name(tag->kind),
                               scopes[tag->scope]);
        if (tag->numbering) {
            g_string_append_printf(dump->out, " %s", tag->numbering);
        }
        if (tag->language) {
            g_string_append_printf(dump->out, " language %s", tag->language);
        }
        if (tag->alt) {
            g_string_append_printf(dump->out, " alt \"%s\"", tag->alt);
        }
        g_string_append_c(dump->out, '\n');
    }
}

static void put_navigation(const struct dump *dump) {
    const struct display *display = dump->display;
    for (size_t i = 0; dump->facets->outline && i < display->n_outline; i++) {
        const struct outline_entry *entry = &display->outline[i];
        g_string_append_printf(dump->out, "outline %d \"%s\" to \"%s\"\n", entry->level,
                               entry->title, display->destinations[entry->destination].id);
    }
    for (size_t i = 0; dump->facets->destinations && i < display->n_destinations; i++) {
        const struct destination *destination = &display->destinations[i];
        g_string_append_printf(dump->out, "destination \"%s\" page %d at ", destination->id,
                               destination->page + 1);
        put_number(dump->out, destination->y_pt);
        g_string_append_c(dump->out, '\n');
    }
}

void case_dump(const struct display *display, const struct case_facets *facets, GString *out) {
    struct dump dump = {display, facets, out};
    for (size_t i = 0; i < display->n_pages; i++) {
        put_page(&dump, i);
    }
    if (facets->tree) {
        put_tree(&dump);
    }
    put_navigation(&dump);
}
