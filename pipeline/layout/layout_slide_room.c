#include "layout_deck_priv.h"

#include <math.h>
#include <string.h>

/*
 * A slide in the size that its page has room for.
 *
 * First as the theme says. What is too high is set again: with lower figures, then with smaller
 * type. What leaves much of its page empty is set again, too: tables in larger type and with higher
 * rows, plots and rows of charts higher; a slide of words alone in larger type. Titles, sources and
 * footers stay as they are, so that nothing jumps from slide to slide.
 *
 * Cost: three or four attempts at most slides.
 */

static const struct theme *master_theme(struct layout *layout, enum master master) {
    const struct theme *theme = layout->theme;
    switch (master) {
    case MASTER_TITLE:
        return theme->forms.cover == COVERS_PLAIN
                   ? theme
                   : theme_on_ground(layout->arena, theme, theme->colours[COLOUR_COVER]);
    case MASTER_SECTION:
        return theme_on_ground(layout->arena, theme, theme->colours[COLOUR_SECTION]);
    default: return theme;
    }
}

/* --- one attempt ---------------------------------------------------------------------------- */

/* What a slide that did not fit has left behind is taken back. */
struct checkpoint {
    struct display display;
    int heading_level, heading_sources[G_N_ELEMENTS(((struct layout *)NULL)->heading_sources)];
    void *notes;
};

static struct checkpoint checkpoint_take(const struct layout *layout) {
    struct checkpoint checkpoint = {.display = *layout->display,
                                    .heading_level = layout->heading_level,
                                    .notes = notes_save(layout)};
    memcpy(checkpoint.heading_sources, layout->heading_sources, sizeof layout->heading_sources);
    return checkpoint;
}

static void checkpoint_restore(struct layout *layout, const struct checkpoint *checkpoint) {
    *layout->display = checkpoint->display;
    layout->heading_level = checkpoint->heading_level;
    memcpy(layout->heading_sources, checkpoint->heading_sources, sizeof layout->heading_sources);
    notes_restore(layout, checkpoint->notes);
}

struct trial {
    struct layout *layout;
    const struct deck *deck;
    size_t index;
    const struct theme *theme; /* of its master */
    struct checkpoint checkpoint;
    struct canvas canvas;
    struct slide_room room;
    double over_pt; /* less than 0: so much is left */
};

static bool fill_slide(struct trial *trial, double less_pt, double ease) {
    struct layout *layout = trial->layout;
    struct slide_room *room = &trial->room;
    checkpoint_restore(layout, &trial->checkpoint);
    diags_clear(&room->said);
    room->said = (struct diags){0};
    room->less_pt = less_pt;
    room->ease = room->air = ease;
    room->has_broken_words = false;
    room->table_reach = ease > 0 ? room->table_reach : (double)INFINITY;
    room->n_figures = room->n_tables = room->n_columns = 0;
    trial->canvas = canvas_new(layout, trial->deck, trial->index);
    return slide_fill(&trial->canvas, &trial->over_pt);
}

/* --- too high ------------------------------------------------------------------------------- */

/* Sizes that are tried: a step of 4 % is seen by nobody, one fifth by everybody. */
enum { TRIES_MAX = 8 };
static const double TRY_STEP = 0.04;

/* With the room that its words leave its figures: with fewer or lower rows, then with lower plots.
 */
static bool lower_figures(struct trial *trial) {
    static const double steps[] = {0, -0.15, -0.3}; /* plots of three quarters, of a half */
    double less_pt = ceil(trial->over_pt) + 1;
    for (size_t i = 0; i < G_N_ELEMENTS(steps) && trial->room.n_figures > 0; i++) {
        if (fill_slide(trial, less_pt, steps[i])) {
            return true;
        }
    }
    return false;
}

/* In one size of type: with its figures as large as they like, then lower. */
static bool try_size(struct trial *trial, size_t i) {
    struct layout *layout = trial->layout;
    double by = 1 - TRY_STEP * (double)i;
    const struct theme *theme =
        i == 0 ? trial->theme
               : theme_shrunk(layout->arena, trial->theme, by * by, by, trial->theme->smallest_pt);
    layout_use_theme(layout, theme);
    return fill_slide(trial, 0, 0) || lower_figures(trial);
}

static void report_slide(struct layout *layout, const struct slide *slide, size_t index,
                         double over_pt) {
    diag_error(layout->diags, slide->at, DIAG_LAYOUT_OVERFLOW,
               "slide %zu is %d pt too high for its page, even with text of %d pt", index + 1,
               (int)ceil(over_pt), (int)lround(layout->theme->styles[ROLE_BODY].size_pt));
    diag_hint(layout->diags, "Say less, or start another slide with a line \"---\".");
}

/* --- half empty ----------------------------------------------------------------------------- */

/* Less than a line of text is nothing to give away. */
static const double ROOM_LEAST_PT = 24;

/* Words alone are set so much larger at most, and always smaller than the title above them. */
static const double WORDS_LARGER_MOST = 4.0 / 3, WORDS_TO_TITLE_MOST = 0.8;
enum { WORDS_STEPS = 3 };

static const struct theme *with_larger_words(const struct trial *trial, double ease) {
    static const enum text_role roles[] = {ROLE_BODY, ROLE_HEADING, ROLE_SUBHEADING, ROLE_CODE};
    struct theme *made = arena_memdup(trial->layout->arena, trial->theme, sizeof *made);
    double title_pt = made->styles[ROLE_TITLE].size_pt * WORDS_TO_TITLE_MOST;
    double most = fmin(title_pt / fmax(made->styles[ROLE_BODY].size_pt, 1), WORDS_LARGER_MOST);
    double by = 1 + fmax(most - 1, 0) * ease;
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        struct text_style *style = &made->styles[roles[i]];
        theme_scale_style(style, fmin(by, fmax(title_pt / style->size_pt, 1)), 0);
    }
    made->space.paragraph_pt *= by;
    made->space.item_pt *= by;
    made->space.list_indent_pt *= by;
    return made;
}

/* In a few sizes only: slides beside each other look alike. */
static void enlarge_words(struct trial *trial) {
    for (int i = WORDS_STEPS; i >= 0; i--) {
        double ease = (double)i / WORDS_STEPS;
        layout_use_theme(trial->layout, i > 0 ? with_larger_words(trial, ease) : trial->theme);
        if (fill_slide(trial, 0, 0)) {
            return;
        }
    }
}

/* What is enlarged keeps this distance from the source below it. */
static const double SPARE_PT = 10;

/* A chart that leaves out rows, so as to be as high as it is asked to, does not fit. */
static bool try_ease(struct trial *trial, double ease, size_t n_said) {
    fill_slide(trial, 0, ease);
    return trial->over_pt <= -SPARE_PT && !trial->room.has_broken_words &&
           trial->room.said.n_warnings <= n_said;
}

/* Few rows: their type is as large as that of text, though some then take another line. */
static void wrap_tables(struct trial *trial, size_t n_said) {
    double reach = trial->room.table_reach;
    if (trial->room.n_tables > 0 && -trial->over_pt > ROOM_LEAST_PT + SPARE_PT) {
        trial->room.table_reach = (double)INFINITY;
        if (!try_ease(trial, 1, n_said)) {
            trial->room.table_reach = reach;
            try_ease(trial, 1, n_said);
        }
    }
}

/* The most that fits: by the line between what fitted and what did not, then with less. */
static void ease_exhibits(struct trial *trial) {
    enum { ATTEMPTS = 4 };
    double left_pt = -trial->over_pt;
    size_t n_said = trial->room.said.n_warnings;
    trial->room.air_most = 1;
    if (try_ease(trial, 1, n_said)) {
        wrap_tables(trial, n_said);
        return;
    }
    double ease = (left_pt - SPARE_PT) / (left_pt + fmax(trial->over_pt, 0));
    for (size_t i = 0; i < ATTEMPTS; i++) {
        double less = i == 0 && trial->over_pt > 0 ? 1 : 0.85;
        ease *= less;
        trial->room.air_most *= less;
        if (try_ease(trial, ease, n_said)) {
            return;
        }
    }
    fill_slide(trial, 0, 0);
}

static void use_room(struct trial *trial) {
    bool has_exhibits = trial->room.n_figures + trial->room.n_tables > 0;
    if (trial->canvas.slide->master != MASTER_CONTENT || -trial->over_pt < ROOM_LEAST_PT) {
        return;
    }
    if (has_exhibits) {
        ease_exhibits(trial);
    } else {
        enlarge_words(trial);
    }
}

/* --- the slide ------------------------------------------------------------------------------ */

struct canvas slide_set(struct layout *layout, const struct deck *deck, size_t index) {
    const struct theme *full = layout->theme;
    struct trial trial = {.layout = layout,
                          .deck = deck,
                          .index = index,
                          .theme = master_theme(layout, deck->slides[index].master),
                          .checkpoint = checkpoint_take(layout)};
    struct diags *diags = layout->diags, again = {0};
    bool is_set = false;
    layout->slide_room = &trial.room;
    for (size_t i = 0; i < TRIES_MAX && !is_set; i++) {
        is_set = try_size(&trial, i);
        layout->diags = &again; /* the first attempt has said all there is to say of words */
        if (is_set && i == 0 && trial.room.less_pt <= 0) {
            use_room(&trial);
        }
    }
    layout->diags = diags;
    layout->slide_room = NULL;
    diags_clear(&again);
    trial.room.said.is_strict = diags->is_strict;
    diags_take(diags, &trial.room.said, false);
    if (!is_set) {
        report_slide(layout, &deck->slides[index], index, trial.over_pt);
        trial.canvas.item.is_reported = true;
    }
    if (deck->slides[index].master != MASTER_TITLE) {
        canvas_add_slide_footer(&trial.canvas);
    }
    layout_use_theme(layout, full);
    return trial.canvas;
}
