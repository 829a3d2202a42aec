/*
 * finish_qpdf_merge_priv.h - what the files that merge share.
 *
 * What belongs to a file as a whole (tags, outline, names, labels, files, fields) is gathered into
 * one dictionary of the source, the bag, and copied with it in one step, so that an object that two
 * of them lead to stays one; then it is joined with that of the files before.
 *
 * Handles of objects are the qpdf_data's: they live until it goes, or until they are released,
 * which is done where there is one for each element of a structure tree.
 */
#pragma once

#include "finish_qpdf_priv.h"

struct merged {
    qpdf_data handle; /* the result */
    const struct finish_merge *options;
    size_t n_inputs;
    qpdf_oh outline, last_entry;
    int n_entries;
    GHashTable *destinations;                               /* GBytes: names that are taken */
    GHashTable *files;                                      /* the same of attachments */
    GHashTable *fields;                                     /* the same of fields of forms */
    GHashTable *identifiers;                                /* the same of structure elements */
    GArray *destination_list, *file_list, *identifier_list; /* struct named */
    qpdf_oh associated;                                     /* array: /AF */
    GArray *labels;                                         /* struct label */
    bool has_labels;
    qpdf_oh document, parts, numbers; /* the structure: its element, that one's kids, /Nums */
    qpdf_oh roles, classes, namespaces;
    int next_key;    /* in the parent tree */
    size_t n_tagged; /* files that have a structure */
    bool has_plain_headings, has_numbered_headings;
    qpdf_oh form, layers, intents; /* 0: none */
    GBytes *profile;               /* of the output intent */
    bool has_other_intent;         /* files do not agree in it */
};

/* The file at hand. */
struct incoming {
    struct merged *merged;
    qpdf_data source;
    size_t index; /* among the files */
    const struct finish_input *input;
    const struct pdf_facts *facts;
    size_t first_page, n_pages; /* in the result */
    qpdf_oh bag;                /* in the result */
    GHashTable *names;          /* GBytes -> GBytes: destinations that are called otherwise now */
};

/* An entry of a tree of names. */
struct named {
    GBytes *name;
    qpdf_oh value;
};

/* The style of the page numbers from a page on; 0: the default, from 1. */
struct label {
    int page;
    qpdf_oh style;
};

/* --- finish_qpdf_tree.c: objects and trees ---------------------------------------------------- */

/* The tree of the names of @list (struct named), which is sorted by it. */
qpdf_oh qpdf_write_names(qpdf_data handle, GArray *list);
/* @name, or what it must be called beside the @taken ones, which it is added to. */
GBytes *qpdf_free_name(GHashTable *taken, GBytes *name, size_t index);
qpdf_oh qpdf_new_string(qpdf_data handle, GBytes *bytes);
void qpdf_append_all(qpdf_data handle, qpdf_oh array, qpdf_oh more);

/* --- finish_qpdf_structure.c ------------------------------------------------------------------ */

void merge_structure(struct incoming *file);
/* Puts the tree into the catalogue; false: no file has one. */
bool merge_structure_end(struct merged *merged);

/* --- finish_qpdf_outline.c: outline, destinations, labels ------------------------------------- */

void outline_pack(struct incoming *file, qpdf_oh bag);
void merge_outline(struct incoming *file);
void merge_outline_end(struct merged *merged);
/* Rename what a link, an entry or a widget leads to. */
void merge_target(const struct incoming *file, qpdf_oh dictionary);

/* --- finish_qpdf_catalogue.c: everything else ------------------------------------------------- */

void catalogue_pack(struct incoming *file, qpdf_oh bag);
void merge_catalogue(struct incoming *file);
void merge_catalogue_end(struct merged *merged, const struct pdf_facts *facts);
