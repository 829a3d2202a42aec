#include "pdf_file_priv.h"

#include <string.h>

/*
 * The display as text, one operation a line, for golden tests. What stands at the margin is the
 * file's own order: pages with their operations first, then structure, destinations, outline and
 * metadata. Numbers have at most two digits after the point.
 *
 *   page 1 595.28 x 841.89 label "iv"
 *   text Inter 600 24 at 56.69,120 width 310.2 #1A2B3C H1:3 "Acme Corp"
 *   rect 56.69,140 482 x 1.5 #0B5FA5 layout
 *   path fill #0B5FA5 stroke #000000 0.75 dash 2,1 Figure:9 M 0,0 L 10,0 C 1,2 3,4 5,6 Z
 */

struct trace {
    Arena *arena;
    const struct display *display;
    GString *out;
    size_t page;
};

/* As in PDF, but with the zero before the point that people expect. */
static void put_number(GString *out, double value) {
    size_t at = out->len;
    pdf_put_real(out, value, 2);
    at += out->str[at] == '-';
    if (out->str[at] == '.') {
        g_string_insert_c(out, (gssize)at, '0');
    }
}

static void put_pair(GString *out, double a, const char *between, double b) {
    put_number(out, a);
    g_string_append(out, between);
    put_number(out, b);
}

static void put_box(GString *out, struct rect rect) {
    put_pair(out, rect.x, ",", rect.y);
    g_string_append_c(out, ' ');
    put_pair(out, rect.width, " x ", rect.height);
}

static unsigned channel(double share) {
    return (unsigned)(CLAMP(share, 0, 1) * 255 + 0.5);
}

static void put_colour(GString *out, struct rgb16 packed) {
    struct rgb colour = rgb_from_rgb16(packed);
    g_string_append_printf(out, " #%02X%02X%02X", channel(colour.r), channel(colour.g),
                           channel(colour.b));
}

/* Quotes, backslashes and control characters are escaped, so that a line stays a line. */
static void put_quoted(GString *out, struct str text) {
    g_string_append_c(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\') {
            g_string_append_c(out, '\\');
        }
        if (c < ' ') {
            g_string_append_printf(out, "\\x%02X", c);
        } else {
            g_string_append_c(out, (char)c);
        }
    }
    g_string_append_c(out, '"');
}

static void put_field(GString *out, const char *name, const char *text) {
    if (text) {
        g_string_append(out, name);
        put_quoted(out, str_from(text));
    }
}

static void put_owner(struct trace *trace, int tag) {
    static const char *const artifacts[] = {"",       "layout", "background",
                                            "header", "footer", "watermark"};
    g_string_append_c(trace->out, ' ');
    if (tag < 0) {
        g_string_append(trace->out, artifacts[-tag]);
        return;
    }
    g_string_append_printf(trace->out, "%s:%d", tag_kind_name(trace->display->tags[tag].kind), tag);
}

/* --- operations ----------------------------------------------------------------------------- */

static void *begin(Arena *arena, const struct display *display, const struct paint_options *options,
                   struct diags *diags) {
    (void)options;
    (void)diags;
    struct trace *trace = ARENA_NEW(arena, struct trace);
    *trace = (struct trace){.arena = arena, .display = display, .out = g_string_new(NULL)};
    return trace;
}

static void page_begin(void *self, const struct page *page) {
    struct trace *trace = self;
    g_string_append_printf(trace->out, "page %zu ", ++trace->page);
    put_pair(trace->out, page->width_pt, " x ", page->height_pt);
    put_field(trace->out, " label ", page->label);
    g_string_append_c(trace->out, '\n');
}

static void draw_glyphs(void *self, const struct op *op) {
    struct trace *trace = self;
    const struct glyph_run *run = &op->glyphs;
    const struct font_face *face = &trace->display->fonts[run->font];
    g_string_append_printf(trace->out, "text %s %d%s ", face->family, face->weight,
                           face->is_italic ? " italic" : "");
    put_number(trace->out, run->size_pt);
    g_string_append(trace->out, " at ");
    put_pair(trace->out, run->origin.x, ",", run->origin.y);
    g_string_append(trace->out, " width ");
    put_number(trace->out, run->width_pt);
    put_colour(trace->out, run->colour);
    g_string_append(trace->out, run->is_rtl ? " rtl" : "");
    put_owner(trace, op->tag);
    g_string_append_c(trace->out, ' ');
    put_quoted(trace->out, run->text);
    g_string_append_c(trace->out, '\n');
}

static void draw_rect(void *self, const struct op *op) {
    struct trace *trace = self;
    g_string_append(trace->out, "rect ");
    put_box(trace->out, op->rect.rect);
    put_colour(trace->out, op->rect.fill);
    put_owner(trace, op->tag);
    g_string_append_c(trace->out, '\n');
}

static void put_step(GString *out, const struct path_step *step) {
    static const char letters[] = {
        [PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    int n = step->verb == PATH_CLOSE ? 0 : step->verb == PATH_CURVE ? 3 : 1;
    g_string_append_printf(out, " %c", letters[step->verb]);
    for (int i = 0; i < n; i++) {
        g_string_append_c(out, ' ');
        put_pair(out, step->p[i].x, ",", step->p[i].y);
    }
}

static void draw_path(void *self, const struct op *op) {
    struct trace *trace = self;
    const struct path *shape = &op->path;
    g_string_append(trace->out, "path");
    if (shape->has_fill) {
        g_string_append(trace->out, " fill");
        put_colour(trace->out, shape->fill);
    }
    if (shape->has_stroke) {
        g_string_append(trace->out, " stroke");
        put_colour(trace->out, shape->stroke);
        g_string_append_c(trace->out, ' ');
        put_number(trace->out, shape->stroke_pt);
        g_string_append(trace->out, shape->cap == CAP_ROUND ? " round" : "");
        if (shape->dash_pt[0] > 0) {
            g_string_append(trace->out, " dash ");
            put_pair(trace->out, shape->dash_pt[0], ",", shape->dash_pt[1]);
        }
    }
    put_owner(trace, op->tag);
    for (size_t i = 0; i < shape->n_steps; i++) {
        put_step(trace->out, &shape->steps[i]);
    }
    g_string_append_c(trace->out, '\n');
}

static void draw_image(void *self, const struct op *op) {
    struct trace *trace = self;
    const struct image *picture = &trace->display->images[op->image.image];
    static const char *const formats[] = {"png", "jpeg", "svg"};
    g_string_append_printf(trace->out, "image %s ", formats[picture->format]);
    put_pair(trace->out, picture->width_px, " x ", picture->height_px);
    g_string_append(trace->out, " px at ");
    put_box(trace->out, op->image.rect);
    put_owner(trace, op->tag);
    g_string_append_c(trace->out, '\n');
}

static void draw_link(void *self, const struct op *op) {
    struct trace *trace = self;
    g_string_append(trace->out, "link ");
    put_box(trace->out, op->link.rect);
    put_owner(trace, op->tag);
    put_field(trace->out, " to ", op->link.uri);
    put_field(trace->out, " to id ", op->link.id);
    put_field(trace->out, " says ", op->link.contents);
    g_string_append_c(trace->out, '\n');
}

static void draw_field(void *self, const struct op *op) {
    struct trace *trace = self;
    static const char *const kinds[] = {
        [FIELD_CHECK] = "check", [FIELD_TEXT] = "text", [FIELD_SIGNATURE] = "signature"};
    const struct field *field = op->field.field;
    g_string_append_printf(trace->out, "field %s ", kinds[field->kind]);
    put_box(trace->out, op->field.rect);
    put_owner(trace, op->tag);
    g_string_append(trace->out, field->is_checked ? " checked" : "");
    g_string_append(trace->out, field->is_required ? " required" : "");
    if (field->kind == FIELD_TEXT) {
        g_string_append(trace->out, " size ");
        put_number(trace->out, field->size_pt);
    }
    put_field(trace->out, " name ", field->name);
    put_field(trace->out, " label ", field->label);
    g_string_append_c(trace->out, '\n');
}

static void page_end(void *self) {
    (void)self;
}

/* --- the rest of the document --------------------------------------------------------------- */

static void put_tag(struct trace *trace, size_t index, int depth) {
    static const char *const scopes[] = {"", " scope column", " scope row"};
    const struct tag *tag = &trace->display->tags[index];
    g_string_append_printf(trace->out, "%*s%s:%zu%s", depth * 2, "", tag_kind_name(tag->kind),
                           index, scopes[tag->scope]);
    if (tag->column_span > 1) {
        g_string_append_printf(trace->out, " columns %d", tag->column_span);
    }
    put_field(trace->out, " numbering ", tag->numbering);
    put_field(trace->out, " language ", tag->language);
    if (tag->box) {
        g_string_append(trace->out, " box ");
        put_box(trace->out, *tag->box);
    }
    put_field(trace->out, " alt ", tag->alt);
    g_string_append_c(trace->out, '\n');
}

/* Tags are in reading order, a parent before its children: indents need no recursion. */
static void put_structure(struct trace *trace) {
    const struct display *display = trace->display;
    int *depths = ARENA_NEW_N(trace->arena, int, display->n_tags);
    g_string_append(trace->out, "structure\n");
    for (size_t i = 0; i < display->n_tags; i++) {
        int parent = display->tags[i].parent;
        depths[i] = parent < 0 ? 1 : depths[parent] + 1;
        put_tag(trace, i, depths[i]);
    }
}

static void put_navigation(struct trace *trace) {
    const struct display *display = trace->display;
    for (size_t i = 0; i < display->n_destinations; i++) {
        const struct destination *destination = &display->destinations[i];
        g_string_append_printf(trace->out, "destination ");
        put_quoted(trace->out, str_from(destination->id));
        g_string_append_printf(trace->out, " page %d at ", destination->page + 1);
        put_pair(trace->out, destination->x_pt, ",", destination->y_pt);
        g_string_append_c(trace->out, '\n');
    }
    for (size_t i = 0; i < display->n_outline; i++) {
        const struct outline_entry *entry = &display->outline[i];
        g_string_append_printf(trace->out, "outline %d ", entry->level);
        put_quoted(trace->out, str_from(entry->title));
        put_field(trace->out, " to ", display->destinations[entry->destination].id);
        g_string_append_c(trace->out, '\n');
    }
}

static void put_meta_line(struct trace *trace, const char *name, const char *text) {
    if (text) {
        put_field(trace->out, name, text);
        g_string_append_c(trace->out, '\n');
    }
}

static GBytes *end(void *self, struct diags *diags) {
    struct trace *trace = self;
    const struct display_meta *meta = &trace->display->meta;
    (void)diags;
    put_structure(trace);
    put_navigation(trace);
    put_meta_line(trace, "title ", meta->title);
    put_meta_line(trace, "author ", meta->author);
    put_meta_line(trace, "subject ", meta->subject);
    put_meta_line(trace, "keywords ", meta->keywords);
    put_meta_line(trace, "language ", meta->language);
    g_string_append_printf(trace->out, "date %s\n", date_format_iso(trace->arena, meta->date));
    return g_string_free_to_bytes(trace->out);
}

const struct painter paint_trace = {
    .name = "trace",
    .extension = "txt",
    .begin = begin,
    .page_begin = page_begin,
    .glyphs = draw_glyphs,
    .rect = draw_rect,
    .path = draw_path,
    .image = draw_image,
    .link = draw_link,
    .field = draw_field,
    .page_end = page_end,
    .end = end,
};
