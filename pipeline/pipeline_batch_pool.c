#include "pipeline_batch_priv.h"

#include "child.h"
#include "world_cores.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Each worker has two pipes: documents to be made go in, answers come out. It is given more than it
 * works on, so that it never waits for this process, which looks after small documents a few at a
 * time: to be woken for each would cost the workers' processors more than the looking. When a
 * worker ends early, the first document that it owed is the one that ended it; the others go to
 * somebody else.
 */

enum {
    IN_HAND_MIN = 2,
    IN_HAND_MAX = 32,
    AHEAD_US = 40000, /* of work in hand: what an interrupted batch still finishes */
    REST_MS = 5,
    TICK_MS = 100,
    PAUSE_US = 1000000,
};

/* A document by its number, and how long the request is. */
struct handed {
    uint32_t number, n_bytes;
};

struct worker {
    struct batch_process process;
    GByteArray *received, *requests; /* @requests: to be sent together */
    struct handed in_hand[IN_HAND_MAX];
    size_t n_in_hand, n_bytes; /* @n_bytes: of their requests */
    int64_t begin_us;          /* of the first in hand */
    unsigned pace_us;          /* of a document; 0: none was made */
    bool is_late;              /* it was ended for that */
};

struct pool {
    struct batch *batch;
    struct worker *workers;
    size_t n_workers;
    const uint32_t *numbers; /* to hand out */
    size_t n_numbers, next;
    GArray *returned; /* struct handed: of workers that ended */
    int64_t checked_us;
    bool is_full; /* the system gives no more processes or pipes: those that run go on */
};

/* --- starting and ending -------------------------------------------------------------------- */

void batch_forget_pool(const struct pool *pool) {
    for (size_t i = 0; i < pool->n_workers; i++) {
        batch_drop(&pool->workers[i].process);
    }
}

static void work(void *context, int requests, int answers) {
    const struct pool *pool = context;
    batch_forget_pool(pool);
    batch_drop(&pool->batch->flusher.process);
    ledger_forget(pool->batch->ledger);
    batch_make_documents(pool->batch, requests, answers);
}

static bool is_any_running(const struct pool *pool) {
    bool is_any = false;
    for (size_t i = 0; i < pool->n_workers; i++) {
        is_any = is_any || pool->workers[i].process.pid > 0;
    }
    return is_any;
}

static bool report_start(struct pool *pool, int error) {
    pool->is_full = true;
    if (is_any_running(pool)) {
        return false;
    }
    pool->batch->is_ending = true;
    return diag_error(pool->batch->diags, (struct span){0}, DIAG_BATCH_WORKER,
                      "could not start a worker: %s", g_strerror(error));
}

static void empty_hand(struct worker *worker) {
    worker->n_in_hand = worker->n_bytes = 0;
    g_byte_array_set_size(worker->requests, 0);
}

static bool start(struct pool *pool, struct worker *worker) {
    int error = batch_start(work, pool, &worker->process);
    if (error != 0) {
        return report_start(pool, error);
    }
    empty_hand(worker);
    g_byte_array_set_size(worker->received, 0);
    return true;
}

static void report_memory(const struct batch *batch, const char *name, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_BATCH_MEMORY,
               "\"%s\" took more than %zu MiB of memory", name,
               batch->options->memory_bytes / ((size_t)1024 * 1024));
    diag_hint(diags, "Allow more with --memory, or look for what makes the document so large.");
}

static void report_timeout(const struct batch *batch, const char *name, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_BATCH_TIMEOUT, "\"%s\" took longer than %u s", name,
               batch->options->timeout_s);
    diag_hint(diags, "Allow more with --timeout, or look for what makes the document so large.");
}

static void report_crash(const char *name, int status, struct diags *diags) {
    if (WIFSIGNALED(status)) {
        diag_error(diags, (struct span){0}, DIAG_BATCH_CRASH,
                   "the process that made \"%s\" was ended by signal %d (%s)", name,
                   WTERMSIG(status), g_strsignal(WTERMSIG(status)));
    } else {
        diag_error(diags, (struct span){0}, DIAG_BATCH_CRASH,
                   "the process that made \"%s\" ended by itself (%d)", name, WEXITSTATUS(status));
    }
    diag_hint(diags, "The other documents do not depend on it. Make it alone to see more.");
}

/* A library that got no memory aborts: then the process had most of what it was allowed. */
static bool is_without_memory(const struct batch *batch, int status, const struct rusage *usage) {
    size_t most = (size_t)usage->ru_maxrss * 1024, allowed = batch->options->memory_bytes;
    bool is_abort = WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL;
    return (WIFEXITED(status) && WEXITSTATUS(status) == BATCH_EXIT_MEMORY) ||
           (allowed > 0 && is_abort && most > allowed / 2);
}

static void bury(struct pool *pool, struct worker *worker) {
    struct rusage usage = {0};
    struct diags diags = {0};
    bool is_late = worker->is_late;
    int status = batch_reap(&worker->process, &usage);
    worker->is_late = false; /* its place is free for another one */
    if (worker->n_in_hand == 0) {
        return;
    }
    uint32_t number = worker->in_hand[0].number;
    const char *name = pool->batch->planned[number].entry.name;
    if (is_late) {
        report_timeout(pool->batch, name, &diags);
    } else if (is_without_memory(pool->batch, status, &usage)) {
        report_memory(pool->batch, name, &diags);
    } else {
        report_crash(name, status, &diags);
    }
    batch_take_failure(pool->batch, number, &diags);
    diags_clear(&diags);
    g_array_append_vals(pool->returned, worker->in_hand + 1, (guint)worker->n_in_hand - 1);
    empty_hand(worker);
}

/* --- handing out and taking in -------------------------------------------------------------- */

static bool has_more(const struct pool *pool) {
    return !pool->batch->is_ending && batch_interrupts() == 0 &&
           (pool->returned->len > 0 || pool->next < pool->n_numbers);
}

static uint32_t next_number(const struct pool *pool) {
    return pool->returned->len > 0 ? g_array_index(pool->returned, struct handed, 0).number
                                   : pool->numbers[pool->next];
}

static void remove_next(struct pool *pool) {
    if (pool->returned->len > 0) {
        g_array_remove_index(pool->returned, 0);
    } else {
        pool->next++;
    }
}

/*
 * Only a worker that has nothing to do, and so reads, is sent more than its pipe holds: two
 * processes that write would wait for each other.
 */
static void hand_out(struct pool *pool, struct worker *worker) {
    GByteArray *requests = worker->requests;
    uint32_t number = next_number(pool), before = requests->len;
    wire_put_planned(requests, number, &pool->batch->planned[number]);
    uint32_t n = requests->len - before;
    if (worker->n_in_hand > 0 && worker->n_bytes + n > worker->process.room) {
        g_byte_array_set_size(requests, before);
        return;
    }
    remove_next(pool);
    if (worker->n_in_hand == 0) {
        worker->begin_us = world_clock_us();
    }
    worker->in_hand[worker->n_in_hand++] = (struct handed){number, n};
    worker->n_bytes += n;
}

/* A worker that is gone is found by its answers. */
static void send_requests(struct worker *worker) {
    if (worker->requests->len > 0) {
        child_write(worker->process.requests, worker->requests->data, worker->requests->len);
        g_byte_array_set_size(worker->requests, 0);
    }
}

/* Of slow documents little is in hand, so that none waits for one that takes long. */
static size_t most_in_hand(const struct worker *worker) {
    size_t n = worker->pace_us > 0 ? AHEAD_US / worker->pace_us : IN_HAND_MIN;
    return CLAMP(n, (size_t)IN_HAND_MIN, (size_t)IN_HAND_MAX);
}

static bool may_start(const struct pool *pool) {
    return !pool->is_full || !is_any_running(pool);
}

/* Everybody gets a first one before anybody gets a second. */
static void feed(struct pool *pool) {
    for (size_t depth = 0; depth < IN_HAND_MAX; depth++) {
        for (size_t i = 0; i < pool->n_workers && has_more(pool); i++) {
            struct worker *worker = &pool->workers[i];
            if (worker->n_in_hand > depth || worker->is_late || depth >= most_in_hand(worker) ||
                (worker->process.pid == 0 && !(may_start(pool) && start(pool, worker)))) {
                continue;
            }
            hand_out(pool, worker);
        }
    }
    for (size_t i = 0; i < pool->n_workers; i++) {
        send_requests(&pool->workers[i]);
    }
}

static void keep_pace(struct worker *worker, const struct made *made) {
    unsigned long us = 0;
    for (size_t i = 0; i < N_RUN_STAGES; i++) {
        us += made->stage_us[i];
    }
    worker->pace_us = (unsigned)((worker->pace_us + us) / 2 + 1);
}

/* An answer to something else than what is in hand first is not of our making. */
static bool take_answer(struct pool *pool, struct worker *worker, const guint8 *bytes, size_t n) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made made;
    bool is_good = wire_take_made(arena, bytes, n, &diags, &made) && worker->n_in_hand > 0 &&
                   made.number == worker->in_hand[0].number;
    if (is_good) {
        worker->n_in_hand--;
        worker->n_bytes -= worker->in_hand[0].n_bytes;
        keep_pace(worker, &made);
        memmove(worker->in_hand, worker->in_hand + 1, worker->n_in_hand * sizeof *worker->in_hand);
        worker->begin_us = world_clock_us();
        batch_take(pool->batch, &made);
    }
    diags_clear(&diags);
    return is_good;
}

static bool take_answers(struct pool *pool, struct worker *worker) {
    GByteArray *received = worker->received;
    uint32_t length;
    guint at = 0;
    bool is_good = true;
    while (is_good && received->len - at >= sizeof length) {
        memcpy(&length, received->data + at, sizeof length);
        if (received->len - at - sizeof length < length) {
            break;
        }
        is_good = take_answer(pool, worker, received->data + at + sizeof length, length);
        at += (guint)sizeof length + length;
    }
    g_byte_array_remove_range(received, 0, MIN(at, received->len));
    return is_good;
}

static void receive(struct pool *pool, struct worker *worker) {
    guint8 bytes[65536];
    ssize_t n = read(worker->process.answers, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) {
        return;
    }
    if (n > 0) {
        g_byte_array_append(worker->received, bytes, (guint)n);
        if (take_answers(pool, worker)) {
            return;
        }
        kill(worker->process.pid, SIGKILL);
    }
    bury(pool, worker);
}

/* --- waiting -------------------------------------------------------------------------------- */

static size_t count_in_hand(const struct pool *pool) {
    size_t n = 0;
    for (size_t i = 0; i < pool->n_workers; i++) {
        n += pool->workers[i].n_in_hand;
    }
    return n;
}

/* Time in which this process itself was stopped (Ctrl-Z) is nobody's fault. */
static void forgive_pause(struct pool *pool, int64_t now_us) {
    int64_t pause_us = now_us - pool->checked_us;
    for (size_t i = 0; i < pool->n_workers && pause_us > PAUSE_US; i++) {
        pool->workers[i].begin_us += pause_us;
    }
    pool->checked_us = now_us;
}

static void end_late(struct pool *pool) {
    int64_t now_us = world_clock_us(),
            limit_us = (int64_t)pool->batch->options->timeout_s * 1000000;
    forgive_pause(pool, now_us);
    for (size_t i = 0; i < pool->n_workers && limit_us > 0; i++) {
        struct worker *worker = &pool->workers[i];
        if (worker->n_in_hand > 0 && !worker->is_late && now_us - worker->begin_us > limit_us) {
            worker->is_late = true;
            kill(worker->process.pid, SIGKILL);
        }
    }
}

static int wait_for(struct pollfd *places, size_t n, int ms, const struct batch_signals *signals) {
    struct timespec most = {.tv_nsec = ms * 1000000L};
    return ppoll(places, (nfds_t)n, &most, &signals->waiting);
}

static void wait_for_answers(struct pool *pool, const struct batch_signals *signals) {
    struct pollfd *places = g_new0(struct pollfd, pool->n_workers);
    for (size_t i = 0; i < pool->n_workers; i++) {
        const struct worker *worker = &pool->workers[i];
        bool is_running = worker->process.pid > 0;
        places[i] =
            (struct pollfd){.fd = is_running ? worker->process.answers : -1, .events = POLLIN};
    }
    if (has_more(pool)) { /* everybody has something to do meanwhile */
        wait_for(NULL, 0, REST_MS, signals);
    }
    int n = wait_for(places, pool->n_workers, TICK_MS, signals);
    for (size_t i = 0; i < pool->n_workers && n > 0; i++) {
        if (places[i].revents != 0) {
            receive(pool, &pool->workers[i]);
        }
    }
    g_free(places);
}

static void kill_all(struct pool *pool) {
    for (size_t i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].process.pid > 0) {
            kill(pool->workers[i].process.pid, SIGKILL);
        }
        empty_hand(&pool->workers[i]);
    }
}

static void run(struct pool *pool, const struct batch_signals *signals) {
    for (feed(pool); count_in_hand(pool) > 0; feed(pool)) {
        wait_for_answers(pool, signals);
        wait_for(NULL, 0, 0, signals); /* an interrupt that came while they were taken in */
        end_late(pool);
        pool->batch->progress.is_interrupted = batch_interrupts() > 0;
        batch_tick(pool->batch);
        if (batch_interrupts() > 1) {
            kill_all(pool);
        }
    }
}

/* --- from begin to end ----------------------------------------------------------------------- */

/* The plan needs descriptors, too. */
static void leave_room(struct pool *pool, size_t n_started) {
    struct rusage usage;
    for (size_t i = n_started; i > 0 && i + 2 > n_started; i--) {
        batch_reap(&pool->workers[i - 1].process, &usage);
    }
}

void batch_open_pool(struct batch *batch) {
    size_t n = batch->options->n_workers > 0 ? batch->options->n_workers : world_cores();
    struct pool *pool = g_new0(struct pool, 1);
    pool->batch = batch;
    pool->workers = g_new0(struct worker, n);
    pool->n_workers = n;
    pool->returned = g_array_new(FALSE, FALSE, sizeof(struct handed));
    batch->pool = pool;
    for (size_t i = 0; i < n; i++) {
        pool->workers[i].received = g_byte_array_new();
        pool->workers[i].requests = g_byte_array_new();
    }
    for (size_t i = 0; i < n; i++) {
        if (batch_start(work, pool, &pool->workers[i].process) != 0) {
            leave_room(pool, i);
            return;
        }
    }
}

static void end_all(struct pool *pool) {
    struct rusage usage;
    for (size_t i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].process.pid > 0) {
            batch_reap(&pool->workers[i].process, &usage);
        }
    }
}

void batch_close_pool(struct batch *batch) {
    struct pool *pool = batch->pool;
    if (!pool) {
        return;
    }
    end_all(pool);
    for (size_t i = 0; i < pool->n_workers; i++) {
        g_byte_array_unref(pool->workers[i].received);
        g_byte_array_unref(pool->workers[i].requests);
    }
    g_array_unref(pool->returned);
    g_free(pool->workers);
    g_free(pool);
    batch->pool = NULL;
}

/* What several sources say of partners is read by now, and not by those who were started before. */
static bool needs_records(const struct batch *batch) {
    return batch->n_planned > 0 && batch->planned[0].entry.record;
}

void batch_run_pool(struct batch *batch, const uint32_t *numbers, size_t n) {
    struct pool *pool = batch->pool;
    struct batch_signals signals;
    pool->numbers = numbers;
    pool->n_numbers = n;
    pool->checked_us = world_clock_us();
    batch_hold_interrupts(&signals);
    if (needs_records(batch)) {
        end_all(pool);
    }
    run(pool, &signals);
    end_all(pool);
    batch->progress.is_interrupted = batch_interrupts() > 0;
    batch_release_interrupts(&signals);
}
