/*
 * ledger.h - what a batch has made, written down so that nothing is lost or made twice (room 8).
 *
 * Where:  below the folder that documents go to, .pdfgen/ledger: one line a fact, only ever
 *         appended; manifest.json is made of it, for people and programs. Documents that are being
 *         written stand in .pdfgen/ until they are whole.
 * Order:  a document's line is written before the document gets its name. The line says size and
 *         time of the file, so a line whose file is another one, or not there, counts for nothing:
 *         whenever the process ends, the ledger is true.
 * Disk:   lines that the newest flush mark is about are on the disk, and so are their files. Of
 *         later ones a file is believed if its bytes have the digest, because after a power failure
 * a file may have its size and not its bytes. Owner:  one process a folder, by a lock that goes
 * with the process; not for several threads.
 */
#pragma once

#include "diag.h"
#include "world.h"

typedef struct ledger Ledger;

enum { LEDGER_STAGES = 8 };

/* Texts are borrowed where a caller gives it, the ledger's where the ledger does. */
struct ledger_document {
    const char *path; /* below the folder: "acme/qbr-2026-Q3.pdf" */
    /* "": the path is the file. Else it is made of these, beside it, with "/" between them. */
    const char *files;
    const char *document, *partner, *period;
    bool is_made; /* else it failed, and from pages to inputs all is empty */
    size_t pages, bytes;
    int64_t mtime_ns;
    const char *sha256; /* of several files: of their bytes in order */
    const char *key;    /* digest of all inputs */
    unsigned stage_us[LEDGER_STAGES];
    size_t n_warnings;
    const char *said;       /* diagnostics, one a line; "" */
    const uint32_t *inputs; /* ledger_input() knows them */
    size_t n_inputs;
};

/*
 * Whose ledger. Each shard of a batch has its own, with a manifest of its own and a folder in
 * .pdfgen/ for what is half written, so that shards of one folder may run at the same time. The
 * whole batch and a shard of it may not.
 */
struct ledger_place {
    const char *folder, *shown; /* absolute, and as typed */
    unsigned shard, n_shards;   /* from 1; 0 of 0: the whole batch */
    bool is_to_read;            /* nothing is written or locked: to look what is there */
};

bool ledger_is_there(const struct ledger_place *place);

/* Where it stands, and what is half written, which the next batch removes: .pdfgen/ or a shard's
 * folder in it; g_free() it. */
char *ledger_home(const struct ledger_place *place);

/*
 * Opens, or begins, the ledger and removes what an earlier batch left half written; a folder that
 * is missing is made. Errors: batch-locked, batch-ledger.
 */
Ledger *ledger_open(const struct ledger_place *place, struct diags *diags);

/* Nothing more is written; the lock goes. Accepts NULL. */
void ledger_close(Ledger *ledger);

/* The same for a process that was forked: its copies of descriptors go, nothing else. Accepts NULL.
 */
void ledger_forget(Ledger *ledger);

/* NULL: the batch never tried to make it. */
const struct ledger_document *ledger_lookup(const Ledger *ledger, const char *path);

/* Whether a made document's file is still the one that was made. */
bool ledger_is_intact(Ledger *ledger, const struct ledger_document *document);

/* A number for an input, the same for the same path and digest; and what the number means. */
uint32_t ledger_add_input(Ledger *ledger, const char *path, const char *digest);
struct world_input ledger_input(const Ledger *ledger, uint32_t number);

/* Where this process, whose ledger need not be open, may write its document @n: absolute, below
 * .pdfgen/; g_free() it. */
char *ledger_temporary(const struct ledger_place *place, unsigned n);
/* The same for file @i, from 0, of a document of several. */
char *ledger_temporary_file(const char *temporary, size_t i);

/*
 * Write @bytes to @path, a new file, without waiting for the disk. For the process that made them.
 * Sets its time in nanoseconds. Error: output-failed; nothing is left then.
 */
bool ledger_write(const char *path, const char *shown, GBytes *bytes, struct diags *diags,
                  int64_t *ret_mtime_ns);

enum ledger_outcome {
    LEDGER_KEPT,
    LEDGER_REFUSED, /* its name cannot be given, others' can; another line must replace this one */
    LEDGER_BROKEN,  /* nothing more can be written */
};

/*
 * Write down @document and, where it was made, give @temporary, or its files, their names; missing
 * folders are made, files that it was made of before and now is not are removed.
 * Errors: batch-ledger, output-failed, output-exists; @temporary is gone then.
 */
enum ledger_outcome ledger_commit(Ledger *ledger, const struct ledger_document *document,
                                  const char *temporary, struct diags *diags);

/* How many lines there are about documents. */
size_t ledger_count(const Ledger *ledger);

/*
 * Wait until all that was committed is on the disk; the error, or 0. A process that was forked for
 * it may wait while the owner goes on, who then marks the lines that there were before.
 */
int ledger_sync(const Ledger *ledger);

/* The first @n lines, and their files, are on the disk; @error: what waiting for it said. Error:
 * batch-ledger. */
bool ledger_mark_flushed(Ledger *ledger, size_t n, int error, struct diags *diags);

/* Waits, and marks all. Error: batch-ledger. */
bool ledger_flush(Ledger *ledger, struct diags *diags);

/* What the newest batch was, and how many of its documents were not tried. */
struct ledger_batch {
    const char *document, *period;
    size_t n_left;
};

/* Make manifest.json of the ledger, if it is not already. @stages: names of LEDGER_STAGES. */
bool ledger_write_manifest(Ledger *ledger, const struct ledger_batch *batch,
                           const char *const *stages, struct diags *diags);

/* A shard's goes as it begins: what is there then is of one that has ended. */
void ledger_remove_shards_manifest(const Ledger *ledger);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)
