#include "pdf_page_priv.h"

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
    GString *out; /* of the content */
    double x_pt;
    double rise_pt;
    double unit_pt; /* of widths: a thousandth of the size */
    int layer;      /* -1: nothing is shown yet, the font may be another run's */
    bool is_array, is_string;
};

static void begin_array(struct pen *pen) {
    if (!pen->is_array) {
        g_string_append_c(pen->out, '[');
        pen->is_array = true;
    }
}

static void begin_string(struct pen *pen) {
    if (!pen->is_string) {
        begin_array(pen);
        g_string_append_c(pen->out, '(');
        pen->is_string = true;
    }
}

static void end_string(struct pen *pen) {
    if (pen->is_string) {
        g_string_append_c(pen->out, ')');
        pen->is_string = false;
    }
}

static void end_array(struct pen *pen) {
    end_string(pen);
    if (pen->is_array) {
        pdf_put(pen->out, "]TJ\n");
        pen->is_array = false;
    }
}

/* Thousandths of the size, towards the left: section 9.4.3. */
static void move_pen(struct pen *pen, double to_pt) {
    int decimals = pen->run->size_pt > 10 ? 1 : 0;
    double unit_pt = pen->run->size_pt / (decimals ? 10000 : 1000);
    int64_t amount = llround((pen->x_pt - to_pt) / unit_pt);
    if (amount == 0) {
        return;
    }
    end_string(pen);
    begin_array(pen);
    pdf_put_scaled(pen->out, amount, decimals);
    pen->x_pt -= (double)amount * unit_pt;
}

static void set_rise(struct pen *pen, double rise_pt) {
    if (fabs(rise_pt - pen->rise_pt) < POSITION_TOLERANCE_PT) {
        return;
    }
    end_array(pen);
    pdf_put_real(pen->out, rise_pt, 2);
    pdf_put(pen->out, " Ts\n");
    pen->rise_pt = rise_pt;
}

static void set_font(struct pdf_content *content, const struct glyph_run *run, int layer) {
    struct pdf_state *state = &content->state;
    if (state->font == run->font && state->layer == layer && state->size_pt == run->size_pt) {
        return;
    }
    state->font = run->font;
    state->layer = layer;
    state->size_pt = run->size_pt;
    pdf_put(content->out, "/F");
    pdf_put_int(content->out, run->font * PDF_LAYERS_MAX + layer);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, run->size_pt, 3);
    pdf_put(content->out, " Tf\n");
}

/* Glyphs of a shorter run are moved one by one in fewer bytes. */
enum { TRACKED_GLYPHS_MIN = 4 };

/* Section 9.3.2. A run from right to left is moved back at each glyph anyway. */
static void set_tracking(struct pdf_content *content, const struct glyph_run *run, size_t n) {
    double tracking_pt = run->is_rtl ? 0 : round(run->tracking_pt * 1000) / 1000;
    if (n < TRACKED_GLYPHS_MIN || tracking_pt == content->state.tracking_pt) {
        return;
    }
    content->state.tracking_pt = tracking_pt;
    pdf_put_real(content->out, tracking_pt, 3);
    pdf_put(content->out, " Tc\n");
}

static void set_layer(struct pen *pen, int layer) {
    end_array(pen);
    set_font(pen->content, pen->run, layer);
    pen->layer = layer;
}

/* All of its bytes at once: the next ones stand over those that are not of the code. */
static void put_code(GString *out, const struct pdf_glyph *shown) {
    if (out->len + sizeof shown->bytes >= out->allocated_len) {
        g_string_append_len(out, shown->bytes, shown->n_bytes);
        return;
    }
    memcpy(out->str + out->len, shown->bytes, sizeof shown->bytes);
    out->len += shown->n_bytes;
    out->str[out->len] = '\0';
}

static void show_glyph(struct pen *pen, const struct glyph *glyph, const struct pdf_glyph *shown) {
    double x_pt = pen->run->origin.x + (double)glyph->x_pt;
    set_rise(pen, -(double)glyph->y_pt);
    if (shown->layer != pen->layer) {
        set_layer(pen, shown->layer);
    }
    if (fabs(x_pt - pen->x_pt) > POSITION_TOLERANCE_PT) {
        move_pen(pen, x_pt);
    }
    begin_string(pen);
    put_code(pen->out, shown);
    pen->x_pt += shown->width * pen->unit_pt + pen->content->state.tracking_pt;
}

/* Positions of lines are whole hundredths of a point, so that differences are exact. */
static double move_line(struct pdf_content *content, double x_pt, double y_pt) {
    int64_t x = llround(x_pt * 100), y = llround((content->height_pt - y_pt) * 100);
    if (x != content->line_x || y != content->line_y) {
        pdf_put_scaled(content->out, x - content->line_x, 2);
        g_string_append_c(content->out, ' ');
        pdf_put_scaled(content->out, y - content->line_y, 2);
        pdf_put(content->out, " Td\n");
        content->line_x = x;
        content->line_y = y;
    }
    return (double)x / 100;
}

/* The glyph at a place in reading order. */
static const struct glyph *glyph_at(const struct glyph_run *run, size_t i) {
    return &run->glyphs[run->is_rtl ? run->n_glyphs - 1 - i : i];
}

/* Glyphs in reading order, from @first up to @end, by one TJ array. */
static void show_glyphs(struct pdf_content *content, const struct glyph_run *run, size_t first,
                        size_t end) {
    pdf_content_begin_text(content);
    pdf_content_set_fill(content, run->colour);
    struct pen pen = {
        .content = content,
        .run = run,
        .out = content->out,
        .unit_pt = run->size_pt / 1000,
        .layer = -1,
    };
    double x_pt = run->origin.x + (double)glyph_at(run, first)->x_pt;
    pen.x_pt = move_line(content, x_pt, run->origin.y);
    set_tracking(content, run, end - first);
    for (size_t i = first; i < end; i++) {
        show_glyph(&pen, glyph_at(run, i), content->shown[i]);
    }
    set_rise(&pen, 0);
    end_array(&pen);
}

/* --- what the glyphs say -------------------------------------------------------------------- */

/*
 * What shows each glyph of a cluster, the first of them the @i-th of the run. Whether the codes
 * alone say the text: there is one for each share, and no glyph without.
 */
static bool look_up(struct pdf_content *content, const struct glyph_run *run,
                    const struct pdf_font *font, const struct pdf_cluster *cluster, size_t i) {
    bool has_all = true;
    for (size_t k = 0; k < pdf_cluster_size(cluster); k++) {
        struct str share = pdf_cluster_share(cluster, k);
        const struct pdf_glyph *shown = pdf_font_lookup(font, glyph_at(run, i + k)->id, share);
        has_all = has_all && share.n > 0 && str_eq(shown->text, share);
        content->shown[i + k] = shown;
    }
    return has_all;
}

/* A mark that was moved onto its letter: by its place alone, readers take it for another line's. */
static bool has_moved_marks(const struct glyph_run *run, const struct pdf_cluster *cluster) {
    double first_pt = (double)pdf_cluster_glyph(run, cluster, 0)->y_pt;
    for (size_t k = 1; k < pdf_cluster_size(cluster); k++) {
        double y_pt = (double)pdf_cluster_glyph(run, cluster, k)->y_pt;
        if (fabs(y_pt - first_pt) > POSITION_TOLERANCE_PT) {
            return true;
        }
    }
    return false;
}

/* PDF/A-2a, 6.2.11.7.3: a code that says a character of private use needs actual text too. */
static bool has_private_use(struct str text) {
    for (const char *p = text.p; p < text.p + text.n; p = g_utf8_next_char(p)) {
        /* They begin with the bytes EE, EF, F3 and F4; text is seldom any of these. */
        if ((unsigned char)*p >= 0xEE &&
            g_unichar_type(g_utf8_get_char(p)) == G_UNICODE_PRIVATE_USE) {
            return true;
        }
    }
    return false;
}

/*
 * Where glyphs of a cluster were reordered, readers that put glyphs in order by their places need
 * the text in one piece too. (From right to left they would turn the piece around.)
 */
static bool is_reordered(const struct glyph_run *run, const struct pdf_font *font,
                         const struct pdf_cluster *cluster) {
    return pdf_cluster_size(cluster) > 1 && !run->is_rtl &&
           (!pdf_font_is_literal(font, run, cluster) || has_moved_marks(run, cluster));
}

/* A part of a run, in reading order: all of it with actual text or all without. */
struct part {
    size_t first, end; /* glyphs */
    const char *text, *text_end;
    bool has_actual_text;
};

static void show_part(struct pdf_content *content, const struct op *op, const struct part *part) {
    const struct glyph_run *run = &op->glyphs;
    if (!part->has_actual_text) {
        struct rect box = {run->origin.x, run->origin.y - run->size_pt, run->width_pt,
                           run->size_pt};
        pdf_content_mark(content, op->tag, &box);
        show_glyphs(content, run, part->first, part->end);
        return;
    }
    /* Clusters may be out of order. */
    size_t n = part->text_end > part->text ? (size_t)(part->text_end - part->text) : 0;
    pdf_content_begin_actual(content, op->tag, (struct str){part->text, n});
    show_glyphs(content, run, part->first, part->end);
    pdf_content_end_actual(content);
}

/* Glyph for glyph a byte of text, which is what most runs are: true, and what shows each. */
static bool look_up_plain(struct pdf_content *content, const struct glyph_run *run,
                          const struct pdf_font *font) {
    if (!pdf_run_is_plain(run)) {
        return false;
    }
    for (unsigned i = 0; i < run->n_glyphs; i++) {
        const struct pdf_glyph *shown =
            pdf_font_lookup(font, run->glyphs[i].id, (struct str){run->text.p + i, 1});
        if (shown->text.n != 1 || shown->text.p[0] != run->text.p[i]) {
            return false;
        }
        content->shown[i] = shown;
    }
    return true;
}

static void show_clusters(struct pdf_content *content, const struct op *op,
                          const struct pdf_font *font) {
    const struct glyph_run *run = &op->glyphs;
    struct pdf_cluster cluster = {0};
    struct part part = {0};
    while (pdf_cluster_next(run, &cluster)) {
        bool needs = !look_up(content, run, font, &cluster, part.end) ||
                     has_private_use(cluster.text) || is_reordered(run, font, &cluster);
        if (part.end > part.first && needs != part.has_actual_text) {
            show_part(content, op, &part);
            part.first = part.end;
        }
        if (part.first == part.end) {
            part.text = cluster.text.p;
            part.has_actual_text = needs;
        }
        part.end += pdf_cluster_size(&cluster);
        part.text_end = cluster.text.p + cluster.text.n;
    }
    show_part(content, op, &part);
}

void pdf_text_show(struct pdf_content *content, const struct op *op, const struct pdf_font *font) {
    const struct glyph_run *run = &op->glyphs;
    if (run->n_glyphs == 0) {
        return;
    }
    if (run->n_glyphs > content->shown_capacity) {
        content->shown_capacity = MAX(run->n_glyphs, 2 * content->shown_capacity);
        content->shown = ARENA_NEW_N(content->structure->arena, const struct pdf_glyph *,
                                     content->shown_capacity);
    }
    if (look_up_plain(content, run, font)) {
        struct part all = {.end = run->n_glyphs};
        show_part(content, op, &all);
    } else {
        show_clusters(content, op, font);
    }
}
