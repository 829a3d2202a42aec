/*
 * pdf_form_priv.h - fields to fill in: widgets on pages, and the form that they make up.
 *
 * Source: ISO 32000-1 section 12.7; ISO 14289-1 section 7.18; ISO 19005-2 section 6.4.
 */
#pragma once

#include "pdf_page_priv.h"

struct pdf_form {
    Arena *arena;
    const struct display *display;
    struct pdf_file *file;
    GString *fields;     /* references */
    GHashTable *streams; /* appearances: GString's text -> object number */
    unsigned *fonts;     /* by index in display.fonts: simple fonts; 0: not used */
    bool has_signature;
    bool lacks_font; /* no font of the document can be a simple one */
};

void pdf_form_init(Arena *arena, const struct display *display, struct pdf_file *file,
                   struct pdf_form *ret);
/* The widget of a field on the page whose object is @page; its number. */
unsigned pdf_form_add(struct pdf_form *form, struct pdf_structure *structure, const struct op *op,
                      double page_height_pt, unsigned page);
/* Append /AcroForm to the catalogue where there is a field. */
void pdf_form_write(struct pdf_form *form, GString *catalogue);

/*
 * A simple font with WinAnsiEncoding, all of whose characters are embedded: whatever is typed is
 * shown in it. Its number; 0: the face cannot be one.
 */
unsigned pdf_form_font_write(Arena *arena, const struct font_face *face, struct pdf_file *file);
