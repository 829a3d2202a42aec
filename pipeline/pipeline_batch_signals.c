#include "pipeline_batch_priv.h"

/* The first interrupt asks to finish what is in hand; what the second does depends on what that is.
 */

static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};

G_STATIC_ASSERT(G_N_ELEMENTS(interrupts) == N_BATCH_INTERRUPTS);

static volatile sig_atomic_t n_interrupts;
static const struct batch_signals *ending; /* the second ends the program as without a batch */

static void end_as_before(int number) {
    for (size_t i = 0; i < N_BATCH_INTERRUPTS; i++) {
        void (*handler)(int) = ending->before[i].sa_handler;
        if (interrupts[i] == number && handler != SIG_DFL && handler != SIG_IGN) {
            handler(number);
        }
    }
}

static void count_interrupt(int number) {
    n_interrupts++;
    if (ending && n_interrupts > 1) {
        end_as_before(number);
    }
}

unsigned batch_interrupts(void) {
    return (unsigned)n_interrupts;
}

static void catch_all(struct batch_signals *signals) {
    struct sigaction count = {.sa_handler = count_interrupt, .sa_flags = SA_RESTART};
    n_interrupts = 0;
    for (size_t i = 0; i < N_BATCH_INTERRUPTS; i++) {
        sigaction(interrupts[i], NULL, &signals->before[i]);
        if (signals->before[i].sa_handler != SIG_IGN) {
            sigaction(interrupts[i], &count, NULL);
        }
    }
}

void batch_hold_interrupts(struct batch_signals *signals) {
    sigset_t held;
    catch_all(signals);
    sigemptyset(&held);
    for (size_t i = 0; i < N_BATCH_INTERRUPTS; i++) {
        sigaddset(&held, interrupts[i]);
    }
    sigprocmask(SIG_BLOCK, &held, &signals->mask);
    signals->waiting = signals->mask;
}

void batch_count_interrupts(struct batch_signals *signals) {
    sigprocmask(SIG_BLOCK, NULL, &signals->mask);
    ending = signals;
    catch_all(signals);
}

void batch_release_interrupts(const struct batch_signals *signals) {
    for (size_t i = 0; i < N_BATCH_INTERRUPTS; i++) {
        sigaction(interrupts[i], &signals->before[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &signals->mask, NULL);
    ending = NULL;
}
