#include "paint_priv.h"

#include <math.h>

/*
 * A glyph run as text-showing operators. The pen that a reader has is followed exactly: it starts
 * at a rounded position and moves by the widths that the file states, so that rounding never adds
 * up along a line; where the display wants a glyph elsewhere, a number in the TJ array moves it.
 */

/* A sixth of a pixel at 1200 dpi: nobody sees it, and kerning is larger. */
static const double POSITION_TOLERANCE_PT = 0.01;

/* The pen of one TJ array. */
struct pen {
    struct pdf_content *content;
    const struct glyph_run *run;
    const struct pdf_font *font;
    double x_pt;
    double rise_pt;
    bool is_array, is_string;
};

static void end_string(struct pen *pen) {
    if (pen->is_string) {
        g_string_append_c(pen->content->out, ')');
        pen->is_string = false;
    }
}

static void end_array(struct pen *pen) {
    end_string(pen);
    if (pen->is_array) {
        g_string_append(pen->content->out, "]TJ\n");
        pen->is_array = false;
    }
}

static void put_code(GString *out, uint16_t code) {
    const char bytes[] = {(char)(code >> 8), (char)code};
    for (size_t i = 0; i < 2; i++) {
        if (bytes[i] == '\r') {
            g_string_append_len(out, "\\r", 2);
            continue;
        }
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, bytes[i]);
    }
}

/* Thousandths of the size, towards the left: section 9.4.3. */
static void move_pen(struct pen *pen, double to_pt) {
    double unit_pt = pen->run->size_pt / 1000;
    int decimals = pen->run->size_pt > 10 ? 1 : 0;
    double power = decimals ? 10 : 1;
    double amount = round((pen->x_pt - to_pt) / unit_pt * power) / power;
    if (amount == 0) {
        return;
    }
    end_string(pen);
    pdf_put_real(pen->content->out, amount, decimals);
    pen->x_pt -= amount * unit_pt;
}

static void set_rise(struct pen *pen, double rise_pt) {
    if (fabs(rise_pt - pen->rise_pt) < POSITION_TOLERANCE_PT) {
        return;
    }
    end_array(pen);
    pdf_put_real(pen->content->out, rise_pt, 2);
    g_string_append(pen->content->out, " Ts\n");
    pen->rise_pt = rise_pt;
}

static void show_glyph(struct pen *pen, const struct glyph *glyph) {
    GString *out = pen->content->out;
    const struct pdf_glyph *shown = pdf_font_glyph(pen->font, glyph->id);
    double x_pt = pen->run->origin.x + glyph->x_pt;
    set_rise(pen, -glyph->y_pt);
    if (!pen->is_array) {
        g_string_append_c(out, '[');
        pen->is_array = true;
    }
    if (fabs(x_pt - pen->x_pt) > POSITION_TOLERANCE_PT) {
        move_pen(pen, x_pt);
    }
    if (!pen->is_string) {
        g_string_append_c(out, '(');
        pen->is_string = true;
    }
    put_code(out, shown->code);
    pen->x_pt += shown->width * pen->run->size_pt / 1000;
}

/* Positions of lines are whole hundredths of a point, so that differences are exact. */
static double move_line(struct pdf_content *content, double x_pt, double y_pt) {
    int64_t x = llround(x_pt * 100), y = llround((content->height_pt - y_pt) * 100);
    if (x != content->line_x || y != content->line_y) {
        pdf_put_real(content->out, (double)(x - content->line_x) / 100, 2);
        g_string_append_c(content->out, ' ');
        pdf_put_real(content->out, (double)(y - content->line_y) / 100, 2);
        g_string_append(content->out, " Td\n");
        content->line_x = x;
        content->line_y = y;
    }
    return (double)x / 100;
}

static void set_font(struct pdf_content *content, const struct glyph_run *run) {
    struct pdf_state *state = &content->state;
    if (state->font != run->font || state->size_pt != run->size_pt) {
        state->font = run->font;
        state->size_pt = run->size_pt;
        g_string_append(content->out, "/F");
        pdf_put_int(content->out, run->font);
        g_string_append_c(content->out, ' ');
        pdf_put_real(content->out, run->size_pt, 3);
        g_string_append(content->out, " Tf\n");
    }
}

static void show_glyphs(struct pdf_content *content, const struct glyph_run *run,
                        const struct pdf_font *font, size_t begin, size_t end) {
    pdf_content_begin_text(content);
    pdf_content_set_fill(content, run->colour);
    set_font(content, run);
    struct pen pen = {.content = content, .run = run, .font = font};
    pen.x_pt = move_line(content, run->origin.x + run->glyphs[begin].x_pt, run->origin.y);
    for (size_t i = begin; i < end; i++) {
        show_glyph(&pen, &run->glyphs[i]);
    }
    set_rise(&pen, 0);
    end_array(&pen);
}

/* --- what the glyphs say -------------------------------------------------------------------- */

static bool says(const struct pdf_font *font, uint32_t id, struct str text) {
    struct str own = pdf_font_glyph(font, id)->text;
    return str_eq(own, text) || (pdf_text_is_space(own) && pdf_text_is_space(text));
}

/* Whether the codes alone, left to right, say what the cluster does. */
static bool is_plain(const struct glyph_run *run, const struct pdf_font *font,
                     const struct pdf_cluster *cluster) {
    size_t n = cluster->end - cluster->begin;
    if (n == 1) {
        return says(font, run->glyphs[cluster->begin].id, cluster->text);
    }
    if (pdf_text_length(cluster->text) != n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!says(font, run->glyphs[cluster->begin + i].id,
                  pdf_text_character(cluster->text, i))) {
            return false;
        }
    }
    return true;
}

/* Show the clusters from @first to @last, which stand together and are all plain or all not. */
static void show_part(struct pdf_content *content, const struct op *op, const struct pdf_font *font,
                      const struct pdf_cluster *first, const struct pdf_cluster *last,
                      bool is_part_plain) {
    const struct glyph_run *run = &op->glyphs;
    if (is_part_plain) {
        struct rect box = {run->origin.x, run->origin.y - run->size_pt, run->width_pt,
                           run->size_pt};
        pdf_content_mark(content, op->tag, &box);
        show_glyphs(content, run, font, first->begin, last->end);
        return;
    }
    size_t n = (size_t)(last->text.p + last->text.n - first->text.p);
    pdf_content_begin_actual(content, op->tag, (struct str){first->text.p, n});
    show_glyphs(content, run, font, first->begin, last->end);
    pdf_content_end_actual(content);
}

static void show_left_to_right(struct pdf_content *content, const struct op *op,
                               const struct pdf_font *font) {
    const struct glyph_run *run = &op->glyphs;
    struct pdf_cluster cluster = {0}, first = {0}, last = {0};
    bool is_part_plain = true;
    while (pdf_cluster_next(run, &cluster)) {
        bool is_cluster_plain = is_plain(run, font, &cluster);
        if (last.end > 0 && is_cluster_plain != is_part_plain) {
            show_part(content, op, font, &first, &last, is_part_plain);
            first = cluster;
        } else if (last.end == 0) {
            first = cluster;
        }
        is_part_plain = is_cluster_plain;
        last = cluster;
    }
    show_part(content, op, font, &first, &last, is_part_plain);
}

void pdf_text_show(struct pdf_content *content, const struct op *op, const struct pdf_font *font) {
    if (op->glyphs.n_glyphs == 0) {
        return;
    }
    if (!op->glyphs.is_rtl) {
        show_left_to_right(content, op, font);
        return;
    }
    /* Visual order is not reading order: the whole run says its text. */
    pdf_content_begin_actual(content, op->tag, op->glyphs.text);
    show_glyphs(content, &op->glyphs, font, 0, op->glyphs.n_glyphs);
    pdf_content_end_actual(content);
}
