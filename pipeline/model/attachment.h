/*
 * attachment.h - what a PDF carries besides its pages: files, and what it was made from.
 *
 * Owner:  the job arena; the files' bytes belong to whoever made the display.
 * Source: ISO 19005-3 (PDF/A-3) section 6.8 and annex E, ISO 32000-1 section 7.11.
 */
#pragma once

#include "arena.h"

#include <stdbool.h>

/* What a document was made from; NULL: not known, or nobody's business. Keys are SHA-256. */
struct made_from {
    const char *document; /* the template's name */
    const char *partner;  /* a slug */
    const char *period;
    const char *template_key;
    const char *data_key;
};

/* How an attachment belongs to the document: ISO 19005-3 annex E. */
enum attachment_relationship { ATTACHMENT_SUPPLEMENT, ATTACHMENT_DATA, ATTACHMENT_SOURCE };

enum { ATTACHMENTS_MAX = 100, ATTACHMENT_BYTES_MAX = 64 * 1024 * 1024 /* of all together */ };

/* A file that travels inside the PDF. */
struct attachment {
    const char *name; /* no folder, no controls, no other attachment's */
    const char *description;
    const char *mime;
    enum attachment_relationship relationship;
    GBytes *data;
};

enum { ATTACHMENT_NAME_BYTES_MAX = 200 };

/*
 * The name that a file gets inside the PDF: the last part of its path, without what a reader's file
 * system could trip over or a reader could be deceived by. Never empty.
 */
char *attachment_name(Arena *arena, const char *path);

/* By the name's extension; "application/octet-stream" where nobody knows it. */
const char *attachment_mime(const char *name);

const char *attachment_relationship_name(enum attachment_relationship relationship);
