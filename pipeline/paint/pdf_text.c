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
    double x_pt;
    double rise_pt;
    bool is_fresh; /* nothing is shown yet: the font may be another run's */
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

static void set_font(struct pdf_content *content, const struct glyph_run *run, int layer) {
    struct pdf_state *state = &content->state;
    if (state->font == run->font && state->layer == layer && state->size_pt == run->size_pt) {
        return;
    }
    state->font = run->font;
    state->layer = layer;
    state->size_pt = run->size_pt;
    g_string_append(content->out, "/F");
    pdf_put_int(content->out, run->font * PDF_LAYERS_MAX + layer);
    g_string_append_c(content->out, ' ');
    pdf_put_real(content->out, run->size_pt, 3);
    g_string_append(content->out, " Tf\n");
}

static void show_glyph(struct pen *pen, const struct glyph *glyph, const struct pdf_glyph *shown) {
    GString *out = pen->content->out;
    double x_pt = pen->run->origin.x + (double)glyph->x_pt;
    set_rise(pen, -(double)glyph->y_pt);
    if (shown->layer != pen->content->state.layer || pen->is_fresh) {
        end_array(pen);
        set_font(pen->content, pen->run, shown->layer);
        pen->is_fresh = false;
    }
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

/* Clusters in reading order that are shown by one TJ array, up to where @end ended. */
static void show_clusters(struct pdf_content *content, const struct glyph_run *run,
                          const struct pdf_font *font, struct pdf_cluster cluster,
                          const struct pdf_cluster *end) {
    pdf_content_begin_text(content);
    pdf_content_set_fill(content, run->colour);
    struct pen pen = {.content = content, .run = run, .is_fresh = true};
    double x_pt = run->origin.x + (double)pdf_cluster_glyph(run, &cluster, 0)->x_pt;
    pen.x_pt = move_line(content, x_pt, run->origin.y);
    do {
        for (size_t k = 0; k < pdf_cluster_size(&cluster); k++) {
            const struct glyph *glyph = pdf_cluster_glyph(run, &cluster, k);
            struct str share = pdf_cluster_share(&cluster, k);
            show_glyph(&pen, glyph, pdf_font_lookup(font, glyph->id, share));
        }
    } while (cluster.begin != end->begin && pdf_cluster_next(run, &cluster));
    set_rise(&pen, 0);
    end_array(&pen);
}

/* --- what the glyphs say -------------------------------------------------------------------- */

/* Whether the codes alone say the text: there is one for each share, and no glyph without. */
static bool has_all_shares(const struct glyph_run *run, const struct pdf_font *font,
                           const struct pdf_cluster *cluster) {
    for (size_t k = 0; k < pdf_cluster_size(cluster); k++) {
        struct str share = pdf_cluster_share(cluster, k);
        const struct glyph *glyph = pdf_cluster_glyph(run, cluster, k);
        if (share.n == 0 || !str_eq(pdf_font_lookup(font, glyph->id, share)->text, share)) {
            return false;
        }
    }
    return true;
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
static bool needs_actual_text(const struct glyph_run *run, const struct pdf_font *font,
                              const struct pdf_cluster *cluster) {
    if (!has_all_shares(run, font, cluster) || has_private_use(cluster->text)) {
        return true;
    }
    return pdf_cluster_size(cluster) > 1 && !run->is_rtl &&
           (!pdf_font_is_literal(font, run, cluster) || has_moved_marks(run, cluster));
}

/* Clusters from @first to @last, all of them with actual text or all without. */
static void show_part(struct pdf_content *content, const struct op *op, const struct pdf_font *font,
                      const struct pdf_cluster *first, const struct pdf_cluster *last,
                      bool has_actual_text) {
    const struct glyph_run *run = &op->glyphs;
    if (!has_actual_text) {
        struct rect box = {run->origin.x, run->origin.y - run->size_pt, run->width_pt,
                           run->size_pt};
        pdf_content_mark(content, op->tag, &box);
        show_clusters(content, run, font, *first, last);
        return;
    }
    const char *begin = first->text.p, *end = last->text.p + last->text.n;
    size_t n = end > begin ? (size_t)(end - begin) : 0; /* clusters may be out of order */
    pdf_content_begin_actual(content, op->tag, (struct str){begin, n});
    show_clusters(content, run, font, *first, last);
    pdf_content_end_actual(content);
}

void pdf_text_show(struct pdf_content *content, const struct op *op, const struct pdf_font *font) {
    const struct glyph_run *run = &op->glyphs;
    struct pdf_cluster cluster = {0}, first, last;
    if (!pdf_cluster_next(run, &cluster)) {
        return;
    }
    first = last = cluster;
    bool has_actual_text = needs_actual_text(run, font, &cluster);
    while (pdf_cluster_next(run, &cluster)) {
        bool needs = needs_actual_text(run, font, &cluster);
        if (needs != has_actual_text) {
            show_part(content, op, font, &first, &last, has_actual_text);
            first = cluster;
            has_actual_text = needs;
        }
        last = cluster;
    }
    show_part(content, op, font, &first, &last, has_actual_text);
}
