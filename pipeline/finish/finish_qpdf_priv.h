/*
 * finish_qpdf_priv.h - what the files of the shared object share.
 *
 * qpdf's C API: a call that fails returns a code with QPDF_ERRORS set, or a stand-in where it has
 * no code to return, and keeps an error that must be asked for, else it is printed to standard
 * error when the handle goes. A write after a failed init crashes, so every return is looked at.
 */
#pragma once

#include "finish_priv.h"

#include <qpdf/qpdf-c.h>

/* A handle that neither prints errors nor warnings. */
qpdf_data qpdf_handle_new(void);
void qpdf_handle_free(qpdf_data *handle);

#define QPDF_AUTO __attribute__((cleanup(qpdf_handle_free))) qpdf_data

/* What went wrong last, or NULL; the text is the handle's. Asking forgets it. */
const char *qpdf_handle_error(qpdf_data handle);

/* Errors: pdf-damaged, pdf-encrypted. Warning: pdf-damaged, where the file was repaired. */
bool qpdf_handle_read(qpdf_data handle, const struct finish_input *input, struct diags *diags);

/* The bytes of what is written with this; NULL: *ret_reason says why. */
GBytes *qpdf_handle_write(qpdf_data handle, const struct finish_options *options,
                          char **ret_reason);

/* --- finish_qpdf_tree.c: objects and trees ---------------------------------------------------- */

/* Whatever a tree, an outline or a structure can hold. */
enum { QPDF_ITEMS_MAX = 2 * 1000 * 1000 };

/* Null where @dictionary is none. */
qpdf_oh qpdf_child(qpdf_data handle, qpdf_oh dictionary, const char *key);
/* Of an array; 0 where it is none. */
int qpdf_items(qpdf_data handle, qpdf_oh array);
/* char * with their slashes; none where it is no dictionary. They are copies, because the iterator
 * is the handle's, which has one. */
GPtrArray *qpdf_keys(qpdf_data handle, qpdf_oh dictionary);
/* NULL: it is neither string nor name. */
GBytes *qpdf_bytes(qpdf_data handle, qpdf_oh string);
/* Append keys and values of a tree of names ("/Names") or numbers ("/Nums") to an array object. */
void qpdf_read_tree(qpdf_data handle, qpdf_oh root, const char *leaf, qpdf_oh array);
