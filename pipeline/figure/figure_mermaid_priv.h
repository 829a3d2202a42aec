/*
 * figure_mermaid_priv.h - mermaid diagrams that are charts here: pie, gantt, and timelines.
 *
 * A pie becomes a share bar, a gantt chart a road map: what they say is translated into a chart's
 * specification, whose values know their place in the fence.
 */
#pragma once

#include "figure_flow_priv.h"

/* The lines of a diagram behind its kind, trimmed, without comments. */
struct mermaid_lines {
    const struct figure_request *request;
    struct str rest;
};

/* What stands behind the kind on its own line is the first. */
struct mermaid_lines mermaid_lines(const struct figure_request *request);
bool mermaid_next_line(struct mermaid_lines *lines, struct str *ret);
struct span mermaid_place(const struct figure_request *request, struct str part);
/* A line that begins with @word: what follows it, without a colon before it. */
bool mermaid_begins(struct str line, const char *word, struct str *ret_rest);
/* Of the diagram's or the file's front matter; empty: none. */
struct str mermaid_title(const struct canvas *canvas);
/* Titles, and what is only for screen readers of browsers: true where the line was one. */
bool mermaid_take_title(Arena *arena, struct str line, struct str *title);
/* @spec instead of the fence's. */
bool mermaid_draw_chart(struct canvas *canvas, const struct value *spec, struct diags *diags);
void mermaid_put_text(Arena *arena, struct value *map, const char *key, struct span at,
                      struct str text);

bool draw_mermaid_pie(struct canvas *canvas, struct diags *diags);
bool draw_mermaid_gantt(struct canvas *canvas, struct diags *diags);
bool draw_mermaid_timeline(struct canvas *canvas, struct diags *diags);
