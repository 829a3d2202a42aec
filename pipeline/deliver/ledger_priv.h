/*
 * ledger_priv.h - the ledger in memory, and its lines.
 */
#pragma once

#include "ledger.h"

/* A document as it is kept: texts and numbers are the arena's. */
struct kept_document {
    struct ledger_document facts;
    size_t line;       /* the how-maniest of all documents' lines */
    bool was_verified; /* the file's bytes were compared by this process */
};

/* manifest.json as it was written. */
struct ledger_manifest {
    size_t n_lines; /* that it holds */
    int64_t bytes, mtime_ns;
    struct ledger_batch batch; /* its texts are the ledger's */
};

struct ledger {
    Arena *arena;
    char *folder, *shown, *home; /* home: .pdfgen/ below the folder */
    unsigned shard, n_shards;    /* 0 of 0: the whole batch */
    int whole; /* a shard's: the whole batch's ledger, locked against it and not for it; or -1 */
    int descriptor;
    bool is_own;           /* open, and locked by this process */
    int64_t size;          /* of the file, in bytes */
    GHashTable *documents; /* path -> struct kept_document * */
    GArray *inputs;        /* struct world_input */
    GHashTable *numbers;   /* "digest path" -> number + 1 */
    guint n_written;       /* inputs that have a line */
    size_t n_lines;        /* of documents, also those that a later line replaced */
    size_t n_flushed;      /* of these, those that the newest flush mark is about */
    struct ledger_manifest manifest;
};

/* --- ledger_line.c: one fact a line (ledger_fields.h) ----------------------------------------- */

void ledger_append_head(GString *out);
void ledger_append_input(GString *out, guint number, const struct world_input *input);
void ledger_append_document(GString *out, const struct ledger_document *document);
void ledger_append_forgotten(GString *out, const char *path);
void ledger_append_flush(GString *out, size_t n_lines);
void ledger_append_manifest(GString *out, const struct ledger_manifest *manifest);

/* Read every line of @text; returns the bytes up to the first that is not whole or not a line. */
size_t ledger_parse(Ledger *ledger, struct str text);

/* --- ledger.c ------------------------------------------------------------------------------- */

void ledger_keep(Ledger *ledger, const struct ledger_document *document);
void ledger_drop(Ledger *ledger, const char *path);

struct stat;
int64_t ledger_mtime_ns(const struct stat *status);

/* The error, or 0: then all of @lines is at the end of the file. */
int ledger_append(Ledger *ledger, const GString *lines);

/* Opens @path and locks it. The error, or 0. */
int ledger_open_locked(const char *path, int *ret_descriptor);

/* ledger_compact.c: a ledger of which most lines were replaced by later ones is written anew. */
int ledger_compact(Ledger *ledger);
bool ledger_report(const Ledger *ledger, int error, struct diags *diags);

/* The next of a document's files, its whole path; g_free() it. NULL: no more. */
char *ledger_next_file(const Ledger *ledger, const char *path, struct str *files);

/* Files by their whole path. The error, or 0. */
int ledger_put(int descriptor, const char *bytes, size_t n);

/*
 * All that is left to read of a file. The error, or 0. A file that is locked is read so and not by
 * its name: a process that closes any of its descriptors of a file gives up its lock (fcntl(2)).
 */
int ledger_get(int descriptor, GString *text);
/* The next piece of it; @text stays as it is where nothing is left. */
int ledger_get_piece(int descriptor, GString *text);

/* Flush @temporary, open as @descriptor, and give it its name; where @error says that it is not
 * whole, remove it. The error, or 0. */
int ledger_settle(int descriptor, int error, const char *temporary, const char *path);
