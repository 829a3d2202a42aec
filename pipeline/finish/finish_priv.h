/*
 * finish_priv.h - between finish.c, in the program, and finish_qpdf.c, in the shared object.
 */
#pragma once

#include "finish.h"

/* NULL: *ret_reason says why; g_free() it. */
typedef GBytes *finish_qpdf_function(GBytes *pdf, const struct finish_options *options,
                                     char **ret_reason);

finish_qpdf_function finish_qpdf;
