/*
 * finish_priv.h - between finish*.c, in the program, and finish_qpdf*.c, in the shared object.
 */
#pragma once

#include "finish.h"

/* NULL: *ret_reason says why; g_free() it. */
typedef GBytes *finish_qpdf_function(GBytes *pdf, const struct finish_options *options,
                                     char **ret_reason);

/* What the program can make of the bytes alone is left open: claims, origin. */
struct finish_seen {
    struct pdf_facts facts;
    struct str xmp; /* empty: none */
};

typedef bool finish_qpdf_inspect_function(Arena *arena, const struct finish_input *input,
                                          bool wants_data, struct diags *diags,
                                          struct finish_seen *ret);
/* @facts: of each input, as finish_inspect() found them. */
typedef bool finish_qpdf_merge_function(const struct finish_input *inputs,
                                        const struct pdf_facts *facts, size_t n,
                                        const struct finish_merge *options, struct diags *diags,
                                        GBytes **ret);

finish_qpdf_function finish_qpdf;
finish_qpdf_inspect_function finish_qpdf_inspect;
finish_qpdf_merge_function finish_qpdf_merge;

enum { XMP_BYTES_MAX = 1024 * 1024 };

/* finish_xmp.c: claims and origin. What is not XMP says nothing. */
void finish_read_xmp(Arena *arena, struct str xmp, struct pdf_facts *facts);

#define FINISH_PRODUCER "pdfgen " PDFGEN_VERSION

/* What a merged file says of itself. */
struct merge_claims {
    int part;   /* of PDF/A; 0: none */
    char level; /* 'A', 'B', 'U' */
    bool is_accessible;
};

/* The same as the information dictionary says; @language: NULL: unknown. */
void finish_write_xmp(const struct finish_merge *options, const struct merge_claims *claims,
                      const char *language, GString *out);
