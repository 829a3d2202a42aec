/*
 * mail_send.h - a message to a mail server (SMTP), and what became of it (room 8).
 *
 * Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte), RFC 1870
 *         (SIZE).
 * Trust:  a server whose certificate is not valid for its name gets nothing. Passwords come from a
 *         file, a command or the environment, go over TLS only, and stand in no message.
 * Truth:  a message that the server has, but did not answer for, is neither sent nor not sent: that
 *         is an outcome of its own, and nothing is tried again then.
 */
#pragma once

#include "diag.h"

enum mail_tls { MAIL_STARTTLS, MAIL_IMPLICIT_TLS, MAIL_NO_TLS };

struct mail_server {
    const char *host;
    unsigned port;
    enum mail_tls tls;
    const char *user, *password; /* user NULL: none is asked for */
    const char *ca_file;         /* absolute: whom to trust instead of the system's; NULL: those */
    unsigned timeout_s;          /* for each answer */
    unsigned tries;              /* at least 1 */
    unsigned backoff_ms;         /* before the second try; twice as long before each one after it */
};

enum mail_outcome {
    MAIL_SENT,
    MAIL_REFUSED,  /* for good: an answer of 500 or more */
    MAIL_DEFERRED, /* not now */
    MAIL_UNKNOWN,  /* handed over, but not answered for */
};

struct mail_reply {
    enum mail_outcome outcome;
    int code;         /* the server's last answer; 0: none came */
    const char *said; /* on one line: that answer, or what went wrong */
    bool is_server; /* it is about the server, not about this message: no other will fare better */
    bool can_try_again; /* what was deferred: the same may be taken later */
    unsigned n_tries;
};

struct mail_envelope {
    const char *from;
    const char *const *to;
    size_t n_to;
    GBytes *message; /* borrowed */
};

/*
 * A way to a server: connected at the first message, kept for the next ones, connected anew where
 * the server has ended it. @server is borrowed. NULL: module-missing.
 */
typedef struct mail_way MailWay;
MailWay *mail_open(const struct mail_server *server, struct diags *diags);
void mail_close(MailWay *way); /* accepts NULL */

/*
 * One transaction for all recipients: where one is refused, nobody gets it. While the server cannot
 * be used at all it is tried again here, with waits between. A message that it defers is tried
 * again by the caller, so that others need not wait for it.
 */
void mail_send(Arena *arena, MailWay *way, const struct mail_envelope *envelope,
               struct mail_reply *ret);

/* From now on a crash of this process leaves no picture of its memory, which holds a password. */
void mail_keep_secret(void);

/* Of the environment; commands that are run do not see it. */
#define MAIL_PASSWORD_VARIABLE "PDFGEN_SMTP_PASSWORD"

/*
 * The first line that a command prints, which is run without a shell. @at: where it is written.
 * Error: email-password.
 */
bool mail_run_for_password(Arena *arena, const char *command, struct span at, struct diags *diags,
                           const char **ret);

/* How long to wait with what was tried @n_tries times. */
int64_t mail_backoff_us(const struct mail_server *server, unsigned n_tries);
void mail_wait(int64_t us);
