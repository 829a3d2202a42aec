/*
 * finish.h - bytes -> bytes, only when asked (room 7), through qpdf.
 *
 * The library is loaded at the first call: it costs milliseconds that a plain run must not pay. So
 * what calls it is a shared object of its own (finish_qpdf.c), found through the program's run
 * path.
 */
#pragma once

#include "diag.h"

struct finish_options {
    bool linearize; /* for fast web view, ISO 32000-1 annex F */
};

bool finish_is_needed(const struct finish_options *options);

/* @pdf is borrowed; the caller unrefs *ret. Same input, same bytes. Error: finish-failed. */
bool finish_pdf(GBytes *pdf, const struct finish_options *options, struct diags *diags,
                GBytes **ret);
