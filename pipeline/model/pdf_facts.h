/*
 * pdf_facts.h - what a finished PDF says of itself and carries, and how it is locked.
 *
 * Owner: an arena; texts are UTF-8 and, like all that comes from such a file, to be trusted in
 *        nothing: they may hold controls.
 */
#pragma once

#include "attachment.h"

#include <stdbool.h>

enum { PDF_PASSWORD_BYTES_MAX = 127 }; /* what comes behind them does not count */

/* AES-256 (ISO 32000-2 section 7.6). Assistive technology may always read the text. */
struct pdf_encryption {
    const char *user_password;  /* opens the file; "": nobody is asked */
    const char *owner_password; /* lifts the limits; not empty */
    bool can_print, can_copy, can_annotate;
    bool can_fill; /* form fields */
};

struct pdf_font {
    const char *name; /* without the prefix of a subset */
    bool is_embedded;
};

struct pdf_attached {
    const char *name;
    const char *description; /* NULL: none; so below */
    const char *mime;
    const char *relationship; /* "Supplement", "Data" ... */
    size_t bytes;             /* as the file says */
    GBytes *data;             /* where it was asked for */
    bool is_damaged;          /* the bytes cannot be had, or are not those of the checksum */
};

struct pdf_facts {
    size_t pages;
    const char *version; /* "1.7" */
    const char *title;   /* NULL: none; so below */
    const char *author;
    const char *producer;
    const char *language;
    const char *archival;   /* "PDF/A-2a" */
    const char *accessible; /* "PDF/UA-1" */
    struct made_from from;
    bool is_encrypted, is_linearized, is_tagged;
    const struct pdf_font *fonts; /* of pages, each name once */
    size_t n_fonts;
    const struct pdf_attached *attached;
    size_t n_attached;
};
