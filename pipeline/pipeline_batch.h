/*
 * pipeline_batch.h - one document for many partners: in parallel, only what changed, nothing lost.
 *
 * Processes: the caller's lists the partners, hands them out and keeps the ledger (deliver/);
 *            forked workers make documents, and one waits for the disk. No threads.
 * Bytes:     those of pipeline_run() for each partner, whatever the workers and their order.
 */
#pragma once

#include "pipeline.h"

enum batch_status {
    BATCH_MADE,
    BATCH_UNCHANGED, /* it is there, and nothing that it was made of has changed */
    BATCH_WANTED,    /* of a dry run: it would be made */
    BATCH_FAILED,
    BATCH_LEFT, /* not tried, because the batch was interrupted or the disk failed */
};

enum { N_BATCH_STATUSES = BATCH_LEFT + 1, N_BATCH_STAGES = 8 };
const char *const *batch_stage_names(void);

/* One of the batch, when its status is known. */
struct batch_document {
    enum batch_status status;
    const char *document, *partner, *name, *period;
    const char *path;  /* as the user would type it */
    const char *files; /* "", or the names of those beside it that it is made of, "/" between */
    size_t pages, bytes;
    const char *sha256, *key;
    const char *why; /* it is made: "new", "partners/acme.yaml has changed" ...; NULL: no reason */
    unsigned stage_us[N_BATCH_STAGES];
    struct diags *diags; /* what was said while it was made */
};

struct batch_progress {
    size_t n; /* documents of the batch */
    size_t counts[N_BATCH_STATUSES];
    int64_t elapsed_us;  /* since the first was handed out */
    size_t n_to_make;    /* that were not up to date */
    bool is_interrupted; /* what is in hand is being finished */
    bool is_merging;     /* all are made, and are being put into one */
    const char *merged;  /* where the one document of all went, as typed; NULL: none */
};

struct batch_options {
    struct job job;       /* its partner and output are NULL */
    const char *where;    /* --where; NULL: all */
    const char *partners; /* --partners FILE; NULL: all of the workspace */
    const char *merge;    /* --merge FILE: all documents also as one; NULL: no */
    const char *shard;    /* --shard: "3/16" or "auto"; NULL: all */
    unsigned n_workers;   /* 0: one a core that this process may use */
    unsigned timeout_s;   /* for one document; 0: none */
    size_t memory_bytes;  /* that a worker may take beyond what the batch began with; 0: any */
    bool force, is_dry, is_strict;
    void *context;
    void (*tell)(void *context, const struct batch_document *document);
    /* Some ten times a second, and at the end. */
    void (*show)(void *context, const struct batch_progress *progress);
};

/*
 * True: the batch went through; documents may have failed, *ret counts them. False: it could not
 * begin, or it had to end, and @diags says why; what was made is kept and counted.
 * Errors: usage-argument, batch-partners, batch-expression, batch-locked, batch-ledger,
 * output-failed, and what finding template and partners reports.
 */
bool pipeline_batch(World *world, const struct session_options *session_options,
                    const struct batch_options *options, struct diags *diags,
                    struct batch_progress *ret);

struct merged_manifests {
    const char *path; /* as the user would type it */
    bool is_file;     /* else it went to standard output */
    size_t n_shards, n_made, n_failed;
};

/*
 * The manifests of all shards of a batch as one. @n 0: those in the workspace's out/. @output NULL:
 * out/manifest.json; "-": standard output. Errors: batch-manifest, and what reading and writing
 * report.
 */
bool pipeline_merge_manifests(Session *session, Arena *arena, const char *const *files, size_t n,
                              const char *output, struct diags *diags,
                              struct merged_manifests *ret);
