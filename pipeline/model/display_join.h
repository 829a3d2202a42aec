/*
 * display_join.h - several documents in one.
 */
#pragma once

#include "display.h"

/* A document in another one. */
struct display_part {
    const char *name;  /* stands before the names of its destinations; no other part's */
    const char *title; /* of its entry in the outline, and before its pages' labels */
};

/* A document without pages, to append others to; everything is copied, also below. */
struct display *display_join_new(Arena *arena, const struct display_meta *meta);

/* Attachments stay behind. True: @from's arena must live as long as @to: it has lent pictures. */
bool display_append(Arena *arena, struct display *to, const struct display *from,
                    const struct display_part *part);
