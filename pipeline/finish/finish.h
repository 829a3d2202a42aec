/*
 * finish.h - bytes -> bytes, only when asked (room 7), and what finished bytes say; through qpdf.
 *
 * The library is loaded at the first call: it costs milliseconds that a plain run must not pay. So
 * what calls it is a module (finish_qpdf*.c, base/module.h).
 */
#pragma once

#include "date.h"
#include "diag.h"
#include "pdf_facts.h"

struct finish_options {
    bool linearize;                          /* for fast web view, ISO 32000-1 annex F */
    const struct pdf_encryption *encryption; /* NULL: none */
    bool is_compact;                         /* objects in streams, whatever they were in before */
};

bool finish_is_needed(const struct finish_options *options);

/*
 * @pdf is borrowed; the caller unrefs *ret. Same input, same bytes, except with encryption, whose
 * keys are random. Errors: module-missing, finish-failed.
 */
bool finish_pdf(GBytes *pdf, const struct finish_options *options, struct diags *diags,
                GBytes **ret);

/* A PDF of anybody's. */
struct finish_input {
    GBytes *pdf;
    const char *shown;    /* its path, as the user would type it */
    const char *title;    /* of its entry in the outline of what it is merged into */
    const char *password; /* NULL: none */
};

/*
 * What a file says of itself. @wants_data: also the bytes of what it carries. Errors:
 * module-missing, pdf-damaged, pdf-encrypted; a file that was repaired is a pdf-damaged warning.
 */
bool finish_inspect(Arena *arena, const struct finish_input *input, bool wants_data,
                    struct diags *diags, struct pdf_facts *ret);

struct finish_merge {
    const char *title; /* NULL: that of the first file which has one */
    struct date date;  /* of the result */
};

/*
 * Several files in one, in their order: pages, outlines below an entry for each file, destinations,
 * page labels, structure, attachments, fields. It claims what each of them claims. The same errors;
 * all damaged files are found. Warning: pdf-claim, where a file has no structure and others have.
 * The caller unrefs *ret.
 */
bool finish_merge(const struct finish_input *inputs, size_t n, const struct finish_merge *options,
                  struct diags *diags, GBytes **ret);
