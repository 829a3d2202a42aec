/*
 * pipeline_batch_priv.h - what the files pipeline_batch*.c share.
 *
 *   pipeline_batch.c         the batch from begin to end
 *   pipeline_batch_plan.c    which documents, and why each is made
 *   pipeline_batch_shard.c   --shard
 *   pipeline_batch_process.c processes of the batch, and what they are told
 *   pipeline_batch_pool.c    workers: fed, watched, replaced
 *   pipeline_batch_worker.c  inside a worker: documents, one after the other
 *   pipeline_batch_signals.c Ctrl-C and what else ends a batch
 *   pipeline_batch_flush.c   what waits for the disk
 *   pipeline_batch_bind.c    --merge
 *   pipeline_batch_wire.c    what goes through the pipes
 */
#pragma once

#include "pipeline_batch.h"
#include "pipeline_priv.h"

#include "ledger.h"

#include <signal.h>
#include <sys/types.h>

/* --- the plan ------------------------------------------------------------------------------- */

/* A document of the batch, by its number in the plan. */
struct planned {
    struct partner_entry entry;
    const char *path; /* below out/ */
    const char *why;  /* it is to be made; NULL: it is up to date */
    enum batch_status status;
    bool is_known;         /* the status was told */
    const char *double_of; /* another partner has its path: that one's name; it is not made */
};

/* Which part of the batch this process makes; n 0: all of it. */
struct batch_shard {
    unsigned number, n; /* from 1 */
};

/* A fork of this process, and this process's ends of a pipe to it and one from it. */
struct batch_process {
    pid_t pid; /* 0: none runs */
    int requests, answers;
    size_t room; /* bytes that requests takes though nobody reads */
};

struct flusher {
    struct batch_process process;
    bool is_asked;
    size_t n_lines; /* of the ledger, that it was asked for */
};

struct batch {
    World *world;
    Session *session;
    const struct batch_options *options;
    Arena *arena;
    struct diags *diags;
    const struct workspace *workspace;
    const char *folder;                                           /* out/, absolute */
    const char *shown;                                            /* as the user would type it */
    const char *period;                                           /* of every document */
    const char *date, *data, *attached, *dpi, *encrypted, *pages; /* words of batch_words() */
    struct batch_shard shard;
    struct planned *planned;
    size_t n_planned;
    struct ledger_place place;
    Ledger *ledger; /* NULL: not open yet; in a worker, not open at all */
    struct pool *pool;
    struct flusher flusher;
    struct batch_progress progress;
    int64_t begin_us, shown_us, flushed_us;
    size_t n_unflushed;
    bool is_ending; /* the surroundings failed: nothing more is handed out */
};

/* Loads what the documents have in common: @ret. Errors as pipeline_batch(). */
bool batch_prepare(struct batch *batch, struct run *ret);

/* Lists the documents. Errors as pipeline_batch(). */
bool batch_plan(struct batch *batch, const struct run *shared);

/* Says of each whether it is made and why; the ledger is open. */
void batch_decide(struct batch *batch);

/*
 * What a document is made of besides files, as inputs whose paths are ":date", ":partner" ... and
 * whose digests are the words themselves. @ret: N_BATCH_WORDS of them.
 */
enum { N_BATCH_WORDS = 19 };
void batch_words(const struct batch *batch, const struct planned *planned, struct world_input *ret);

/* A path as every machine would say it: below the workspace "@/", below the installation "%/". */
char *batch_portable_path(const struct batch *batch, Arena *arena, const char *path);

/* A document's key; the order of its inputs is of no account. */
char *batch_key(Arena *arena, const struct world_input *inputs, size_t n);

/* --- shards --------------------------------------------------------------------------------- */

/* What --shard and the environment say. Error: usage-argument. */
bool batch_choose_shard(struct batch *batch);

/* Keeps those of @entries that are this shard's. */
void batch_keep_shard(const struct batch *batch, struct partner_entry *entries, size_t *n);

/* --- processes ------------------------------------------------------------------------------ */

/* What is done there, with the other ends. The process ends after it, and whenever this one does.
 */
typedef void batch_work(void *context, int requests, int answers);

/* The error, or 0; *ret is set on success only. */
int batch_start(batch_work *work, void *context, struct batch_process *ret);

/* In another new process: its copies of the pipes go. */
void batch_drop(const struct batch_process *process);

/* Waits for the process, which has closed its pipe, was killed, or ends when it is told no more. */
struct rusage;
int batch_reap(struct batch_process *process, struct rusage *ret_usage);

/* All @n bytes. */
bool batch_read(int pipe, void *ret, size_t n);

/* The disk is waited for by a process of its own, from opening to closing. */
void batch_open_flusher(struct batch *batch);
void batch_flush(struct batch *batch);
void batch_close_flusher(struct batch *batch); /* all that was committed is on the disk then */

/* --- interrupts ----------------------------------------------------------------------------- */

enum { N_BATCH_INTERRUPTS = 3 };

struct batch_signals {
    struct sigaction before[N_BATCH_INTERRUPTS];
    sigset_t mask, waiting; /* of held ones @waiting: with it they come */
};

/* Until they are released interrupts are only counted, and come only to who waits for them. */
void batch_hold_interrupts(struct batch_signals *signals);
/* The same for the first; it comes at any time, and the second ends the program. */
void batch_count_interrupts(struct batch_signals *signals);
void batch_release_interrupts(const struct batch_signals *signals);
unsigned batch_interrupts(void);

/* --- workers -------------------------------------------------------------------------------- */

/* What a worker answers; texts of a received one live as long as the bytes it was read from. */
struct made {
    uint32_t number;
    bool is_made;
    const char *temporary;
    const char *files; /* as in struct ledger_document */
    size_t pages, bytes;
    int64_t mtime_ns;
    const char *sha256, *key;
    unsigned stage_us[N_RUN_STAGES];
    const struct world_input *inputs; /* portable paths */
    size_t n_inputs;
    struct diags *diags;
};

/* The exit code of a worker that passed --memory. */
enum { BATCH_EXIT_MEMORY = 86 };

void batch_make_documents(struct batch *batch, int requests, int answers);

/*
 * Workers are started before the documents are listed, so that what is known of fifty thousand
 * partners is none of their memory.
 */
void batch_open_pool(struct batch *batch);
void batch_close_pool(struct batch *batch);

/* In another new process: these pipes would keep the workers from seeing the end. */
void batch_forget_pool(const struct pool *pool);

/* Hand out what is to be made and take in what comes back, until all is done or the end comes. */
void batch_run_pool(struct batch *batch, const uint32_t *numbers, size_t n);

/* pipeline_batch.c: a worker's answer; a document that no worker could make. */
void batch_take(struct batch *batch, struct made *made);
void batch_take_failure(struct batch *batch, uint32_t number, struct diags *diags);
void batch_tick(struct batch *batch);
/* What is wrong with the disk is wrong with every document that follows. */
void batch_end(struct batch *batch, struct diags *diags);

/* --- one document of all ---------------------------------------------------------------------- */

/*
 * The documents that are there, in the order of the plan, as one at options->merge. Errors: what
 * making and writing report, batch-merge; nothing is written then, nor where it is interrupted.
 */
bool batch_bind(struct batch *batch);

/* --- wire ----------------------------------------------------------------------------------- */

/* A request or an answer with its length in front, which is the first 4 bytes. */
void wire_put_planned(GByteArray *out, uint32_t number, const struct planned *planned);
void wire_put_made(GByteArray *out, const struct made *made);

/* @bytes: a request without its length; entry and path are set. False: it is damaged. */
bool wire_take_planned(Arena *arena, const guint8 *bytes, size_t n, uint32_t *ret_number,
                       struct planned *ret);

/* @bytes: an answer without its length. @diags receives what was said. False: it is damaged. */
bool wire_take_made(Arena *arena, const guint8 *bytes, size_t n, struct diags *diags,
                    struct made *ret);
