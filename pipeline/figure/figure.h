/*
 * figure.h - a specification and values -> a drawing of known size (room 5a).
 *
 * Never: shapes text itself: the shaper that layout/ hands over measures and makes glyph runs.
 * Units: points; measures inside are drawn for a column of 480 and small words of 8.5.
 * Source: docs/figures.md says what each kind shows and how it reads.
 */
#pragma once

#include "locale.h"
#include "shaper.h"
#include "value.h"

struct figure_request {
    struct str kind;             /* "kpis", "chart", "mermaid" ... */
    const struct value *spec;    /* the fence's YAML; NULL where figure_is_yaml() is false */
    const struct source *source; /* the fence's text, at its place in the template */
    struct str text;             /* a slice of it */
    struct span at;              /* of the fence */
    struct str title;            /* of the file that holds it alone, for a diagram without one */
    double width_pt;
    double height_pt; /* what can be resized is no higher */
    double taller;    /* plots and rows, times so much; 0: as they like */
    const struct theme *theme;
    bool is_on_brand; /* on a ground of the brand's colour */
    const struct shaper *shaper;
    Locale *locale; /* borrowed */
    const char *currency;
    /* A name with filters, such as "kpi.booked.value" or "quarters | limit 5"; false: reported. */
    bool (*evaluate)(void *context, Arena *arena, struct str expression, struct span at,
                     struct diags *diags, struct value **ret);
    void *context;
};

bool figure_is_known(struct str kind);
bool figure_is_yaml(struct str kind);

/* False: diagnostics say why. After a warning the source is shown, as code; after an error, a
 * placeholder. */
bool figure_draw(Arena *arena, const struct figure_request *request, struct diags *diags,
                 struct figure *ret);

/* A frame that names the first of the errors in @why, instead of the figure. */
void figure_placeholder(Arena *arena, const struct figure_request *request, const struct diags *why,
                        struct figure *ret);
