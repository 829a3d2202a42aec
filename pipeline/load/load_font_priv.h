/*
 * load_font_priv.h - font files on their way into the catalogue.
 */
#pragma once

#include "load_brand_priv.h"

struct font_list {
    struct font_file *files;
    size_t n, capacity;
};

void font_list_add(Arena *arena, struct font_list *list, const struct font_file *file);

/* The files that the workspace's brand names under typography.fonts. */
bool brand_add_fonts(Arena *arena, World *world, const struct workspace *workspace,
                     struct diags *diags, struct font_list *list);

/* By its ending: .ttf, .otf, .ttc, .otc. */
bool load_is_font_name(const char *name);

/*
 * What a font file says of itself, a file of the list for each face; a variable font is one for
 * each hundred of its weights. Error: font-damaged, and those of reading it.
 */
bool load_font_file(Arena *arena, World *world, const char *path, struct span asked_at,
                    struct diags *diags, struct font_list *list);
