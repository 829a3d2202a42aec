#include "pipeline_batch_priv.h"

#include "child.h"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>

/*
 * A process of its own waits for the disk: that takes as long as thirty documents, and meanwhile
 * this one would neither hand out nor take in. It is asked by a byte, and answers with the error.
 */

static void wait_for_disk(void *context, int requests, int answers) {
    const struct batch *batch = context;
    char request;
    batch_forget_pool(batch->pool);
    while (batch_read(requests, &request, sizeof request)) {
        int error = ledger_sync(batch->ledger);
        child_write(answers, &error, sizeof error);
    }
}

/* Where it cannot be started, this process waits itself. */
void batch_open_flusher(struct batch *batch) {
    batch_start(wait_for_disk, batch, &batch->flusher.process);
}

/* Of a process that ended nobody knows what it has done. */
static void take(struct batch *batch) {
    struct flusher *flusher = &batch->flusher;
    struct diags diags = {0};
    int error;
    flusher->is_asked = false;
    if (!batch_read(flusher->process.answers, &error, sizeof error)) {
        batch_close_flusher(batch);
    } else if (!ledger_mark_flushed(batch->ledger, flusher->n_lines, error, &diags)) {
        batch_end(batch, &diags);
    }
}

static bool has_answered(const struct flusher *flusher) {
    struct pollfd place = {.fd = flusher->process.answers, .events = POLLIN};
    return flusher->is_asked && poll(&place, 1, 0) > 0;
}

static void wait_here(struct batch *batch) {
    struct diags diags = {0};
    if (!ledger_flush(batch->ledger, &diags)) {
        batch_end(batch, &diags);
    }
}

void batch_flush(struct batch *batch) {
    struct flusher *flusher = &batch->flusher;
    if (has_answered(flusher)) {
        take(batch);
    }
    if (flusher->process.pid == 0) {
        wait_here(batch);
    } else if (!flusher->is_asked) {
        flusher->n_lines = ledger_count(batch->ledger);
        flusher->is_asked = child_write(flusher->process.requests, "", 1);
        if (!flusher->is_asked) {
            batch_close_flusher(batch);
        }
    }
}

void batch_close_flusher(struct batch *batch) {
    struct rusage usage;
    if (batch->flusher.process.pid > 0) {
        kill(batch->flusher.process.pid, SIGKILL);
        batch_reap(&batch->flusher.process, &usage);
    }
    batch->flusher.is_asked = false;
    wait_here(batch);
}
