#include "pipeline_batch_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Each worker has two pipes: numbers of documents go in, answers come out. It is given one document
 * more than it works on, so that it never waits for this process. When it ends early, the first
 * document that it owed is the one that ended it; the others go to somebody else.
 */

enum { IN_HAND_MAX = 2, TICK_MS = 100, PAUSE_US = 1000000 };

struct worker {
    pid_t pid; /* 0: none runs */
    int requests, answers;
    GByteArray *received;
    uint32_t in_hand[IN_HAND_MAX];
    size_t n_in_hand;
    int64_t begin_us; /* of the first in hand */
    bool is_late;     /* it was ended for that */
};

struct pool {
    struct batch *batch;
    struct worker *workers;
    size_t n_workers;
    const uint32_t *numbers; /* to hand out */
    size_t n_numbers, next;
    GArray *returned; /* uint32_t: of workers that ended */
    int64_t checked_us;
    bool is_full; /* the system gives no more processes or pipes: those that run go on */
};

/* --- signals: the first asks to finish, the second to stop ------------------------------------ */

static volatile sig_atomic_t n_interrupts;

static void count_interrupt(int number) {
    (void)number;
    n_interrupts++;
}

static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};

struct signals {
    struct sigaction before[G_N_ELEMENTS(interrupts)];
    sigset_t mask, waiting; /* @waiting: while poll() waits, and only then, they come */
};

static void catch_interrupts(struct signals *signals) {
    struct sigaction count = {.sa_handler = count_interrupt};
    sigset_t held;
    sigemptyset(&held);
    n_interrupts = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(interrupts); i++) {
        sigaddset(&held, interrupts[i]);
        sigaction(interrupts[i], NULL, &signals->before[i]);
        if (signals->before[i].sa_handler != SIG_IGN) {
            sigaction(interrupts[i], &count, NULL);
        }
    }
    sigprocmask(SIG_BLOCK, &held, &signals->mask);
    signals->waiting = signals->mask;
}

static void release_interrupts(const struct signals *signals) {
    for (size_t i = 0; i < G_N_ELEMENTS(interrupts); i++) {
        sigaction(interrupts[i], &signals->before[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &signals->mask, NULL);
}

/* --- starting and ending -------------------------------------------------------------------- */

static void close_pair(const int pair[2]) {
    close(pair[0]);
    close(pair[1]);
}

/* In the new process: the pipes of the others would keep them from seeing the end. */
static void drop_others(const struct pool *pool) {
    for (size_t i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].pid > 0) {
            close(pool->workers[i].requests);
            close(pool->workers[i].answers);
        }
    }
    ledger_forget(pool->batch->ledger);
}

static bool is_any_running(const struct pool *pool) {
    bool is_any = false;
    for (size_t i = 0; i < pool->n_workers; i++) {
        is_any = is_any || pool->workers[i].pid > 0;
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

static bool start(struct pool *pool, struct worker *worker) {
    int requests[2], answers[2];
    if (pipe2(requests, O_CLOEXEC) != 0) {
        return report_start(pool, errno);
    }
    if (pipe2(answers, O_CLOEXEC) != 0) {
        close_pair(requests);
        return report_start(pool, errno);
    }
    pid_t parent = getpid(), pid = fork();
    if (pid < 0) {
        int error = errno;
        close_pair(requests);
        close_pair(answers);
        return report_start(pool, error);
    }
    if (pid == 0) {
        drop_others(pool);
        close(requests[1]);
        close(answers[0]);
        batch_work(pool->batch, parent, requests[0], answers[1]);
    }
    close(requests[0]);
    close(answers[1]);
    worker->pid = pid;
    worker->requests = requests[1];
    worker->answers = answers[0];
    worker->n_in_hand = 0;
    g_byte_array_set_size(worker->received, 0);
    return true;
}

/* Waits for the process, which has closed its pipe or was killed. */
static int reap(struct worker *worker, struct rusage *ret_usage) {
    int status = 0;
    close(worker->requests);
    close(worker->answers);
    while (wait4(worker->pid, &status, 0, ret_usage) < 0 && errno == EINTR) {
    }
    worker->pid = 0;
    return status;
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
    int status = reap(worker, &usage);
    worker->is_late = false; /* its place is free for another one */
    if (worker->n_in_hand == 0) {
        return;
    }
    uint32_t number = worker->in_hand[0];
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
    worker->n_in_hand = 0;
}

/* --- handing out and taking in -------------------------------------------------------------- */

static bool has_more(const struct pool *pool) {
    return !pool->batch->is_ending && n_interrupts == 0 &&
           (pool->returned->len > 0 || pool->next < pool->n_numbers);
}

static uint32_t take_next(struct pool *pool) {
    if (pool->returned->len > 0) {
        uint32_t number = g_array_index(pool->returned, uint32_t, 0);
        g_array_remove_index(pool->returned, 0);
        return number;
    }
    return pool->numbers[pool->next++];
}

/* A pipe holds more requests than are ever in it; a worker that is gone is found by its answers. */
static void hand_out(struct worker *worker, uint32_t number) {
    if (worker->n_in_hand == 0) {
        worker->begin_us = world_clock_us();
    }
    worker->in_hand[worker->n_in_hand++] = number;
    ssize_t ignored = write(worker->requests, &number, sizeof number);
    (void)ignored;
}

static bool may_start(const struct pool *pool) {
    return !pool->is_full || !is_any_running(pool);
}

/* Everybody gets a first one before anybody gets a second. */
static void feed(struct pool *pool) {
    for (size_t depth = 0; depth < IN_HAND_MAX; depth++) {
        for (size_t i = 0; i < pool->n_workers && has_more(pool); i++) {
            struct worker *worker = &pool->workers[i];
            if (worker->n_in_hand > depth || worker->is_late ||
                (worker->pid == 0 && !(may_start(pool) && start(pool, worker)))) {
                continue;
            }
            hand_out(worker, take_next(pool));
        }
    }
}

/* An answer to something else than what is in hand first is not of our making. */
static bool take_answer(struct pool *pool, struct worker *worker, const guint8 *bytes, size_t n) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    struct made made;
    bool is_good = wire_take_made(arena, bytes, n, &diags, &made) && worker->n_in_hand > 0 &&
                   made.number == worker->in_hand[0];
    if (is_good) {
        worker->n_in_hand--;
        memmove(worker->in_hand, worker->in_hand + 1, worker->n_in_hand * sizeof(uint32_t));
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
    ssize_t n = read(worker->answers, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) {
        return;
    }
    if (n > 0) {
        g_byte_array_append(worker->received, bytes, (guint)n);
        if (take_answers(pool, worker)) {
            return;
        }
        kill(worker->pid, SIGKILL);
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
            kill(worker->pid, SIGKILL);
        }
    }
}

static void wait_for_answers(struct pool *pool, const struct signals *signals) {
    struct pollfd *places = g_new0(struct pollfd, pool->n_workers);
    struct timespec tick = {.tv_nsec = TICK_MS * 1000000L};
    for (size_t i = 0; i < pool->n_workers; i++) {
        const struct worker *worker = &pool->workers[i];
        places[i] = (struct pollfd){.fd = worker->pid > 0 ? worker->answers : -1, .events = POLLIN};
    }
    int n = ppoll(places, (nfds_t)pool->n_workers, &tick, &signals->waiting);
    for (size_t i = 0; i < pool->n_workers && n > 0; i++) {
        if (places[i].revents != 0) {
            receive(pool, &pool->workers[i]);
        }
    }
    g_free(places);
}

static void kill_all(struct pool *pool) {
    for (size_t i = 0; i < pool->n_workers; i++) {
        if (pool->workers[i].pid > 0) {
            kill(pool->workers[i].pid, SIGKILL);
        }
        pool->workers[i].n_in_hand = 0;
    }
}

static void end_all(struct pool *pool) {
    struct rusage usage;
    for (size_t i = 0; i < pool->n_workers; i++) {
        struct worker *worker = &pool->workers[i];
        if (worker->pid > 0) {
            reap(worker, &usage);
        }
        g_byte_array_unref(worker->received);
    }
}

static size_t count_cores(void) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? (size_t)CPU_COUNT(&cores) : 1;
}

static void run(struct pool *pool, const struct signals *signals) {
    for (feed(pool); count_in_hand(pool) > 0; feed(pool)) {
        wait_for_answers(pool, signals);
        end_late(pool);
        pool->batch->progress.is_interrupted = n_interrupts > 0;
        batch_tick(pool->batch);
        if (n_interrupts > 1) {
            kill_all(pool);
        }
    }
}

void batch_run_pool(struct batch *batch, const uint32_t *numbers, size_t n) {
    size_t asked = batch->options->n_workers > 0 ? batch->options->n_workers : count_cores();
    struct pool pool = {.batch = batch,
                        .n_workers = MAX(MIN(asked, n), 1),
                        .numbers = numbers,
                        .n_numbers = n,
                        .returned = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                        .checked_us = world_clock_us()};
    struct signals signals;
    pool.workers = g_new0(struct worker, pool.n_workers);
    for (size_t i = 0; i < pool.n_workers; i++) {
        pool.workers[i].received = g_byte_array_new();
    }
    catch_interrupts(&signals);
    run(&pool, &signals);
    end_all(&pool);
    batch->progress.is_interrupted = n_interrupts > 0;
    release_interrupts(&signals);
    g_array_unref(pool.returned);
    g_free(pool.workers);
}
