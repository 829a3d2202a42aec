/*
 * pdf_document_priv.h - what belongs to the document as a whole.
 *
 * Source: besides PDF 1.7, ISO 19005-2 (PDF/A-2) and ISO 14289-1 (PDF/UA-1).
 */
#pragma once

#include "pdf_file_priv.h"
#include "vector.h"

/* --- pdf_image.c, pdf_vector.c: image and form XObjects, sections 8.9 and 8.10 ---------------- */

struct pdf_images {
    unsigned *numbers; /* by index in display.images; 0: not used */
    size_t n;
};

/* Write every image that the display uses, each file once. Errors: image-format. */
bool pdf_images_write(Arena *arena, const struct display *display, struct pdf_file *file,
                      struct diags *diags, struct pdf_images *ret);

/* The operators of one shape, whose y grows downwards. */
void pdf_vector_put_shape(GString *out, const struct vector_shape *shape);
/* A picture of shapes as a form that fills the unit square, as images do. */
void pdf_vector_write(struct pdf_file *file, unsigned number, const struct vector *vector);

/* --- pdf_outline.c: ways into the document, section 12.3 -------------------------------------- */

/* Append the entries that the catalogue needs: /Outlines, /Names, /PageLabels. @files: the name
   tree of the attachments; 0: there are none. */
void pdf_navigation_write(Arena *arena, const struct display *display, struct pdf_file *file,
                          const unsigned *page_numbers, unsigned files, GString *catalogue);

/* --- pdf_attachment.c: embedded files, section 7.11 ------------------------------------------- */

/* Append /AF to the catalogue. The number of the files' name tree; 0: there are none. */
unsigned pdf_attachments_write(Arena *arena, const struct display *display, struct pdf_file *file,
                               GString *catalogue);

/* --- pdf_metadata.c, pdf_icc.c: section 14.3, ISO 19005-2 section 6.6 ------------------------- */

/* What the file may say of itself. */
struct pdf_claims {
    bool is_archival;     /* PDF/A-2a */
    bool has_attachments; /* of files of any kind: PDF/A-3a instead */
    bool is_accessible;   /* PDF/UA-1 */
};

/* What both forms of the metadata can hold, so that they agree. */
struct display_meta pdf_meta_clean(Arena *arena, const struct display_meta *meta);
unsigned pdf_info_write(const struct display_meta *meta, struct pdf_file *file);
unsigned pdf_metadata_write(const struct display_meta *meta, const struct pdf_claims *claims,
                            struct pdf_file *file);
/* An output intent with an sRGB profile. */
unsigned pdf_output_intent_write(struct pdf_file *file);
