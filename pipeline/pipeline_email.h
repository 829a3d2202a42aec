/*
 * pipeline_email.h - a partner's document in a message to the partner's people.
 *
 * Order: the document is made as pipeline_run() makes it, and its first page as a picture; the text
 *        of templates/email/ is filled with the same values; the message is put together
 *        (deliver/mail.h) and written.
 */
#pragma once

#include "pipeline.h"

struct email_options {
    struct job job;       /* the document; its output is the message's */
    const char *template; /* --email; NULL: by the document */
    const char *to, *cc;  /* --to, --cc; NULL: the partner's contacts, as the template says */
    bool is_internal;     /* --internal: also what is marked so */
};

/* Texts live as long as the arena. */
struct email_result {
    const char *path; /* of the message, as the user would type it; "-": standard output */
    const char *message_id, *subject, *template;
    char **to, **cc; /* "Name <address>"; NULL-terminated */
    const char *attachment;
    size_t pages, bytes; /* of the attachment */
};

/*
 * A draft. Errors: what making the document reports, and email-internal, email-template,
 * email-address, email-header, email-failed, module-missing, output-failed. Warning: email-long.
 */
bool pipeline_email(Session *session, Arena *arena, const struct email_options *options,
                    struct diags *diags, struct email_result *ret);

/* --- sending ---------------------------------------------------------------------------------- */

enum email_status {
    EMAIL_SENT,
    EMAIL_ALREADY,  /* was sent before */
    EMAIL_WANTED,   /* of a dry run: it would be sent */
    EMAIL_MARKED,   /* --sent: is now written down as sent */
    EMAIL_FAILED,   /* it could not be made, or must not be sent */
    EMAIL_REFUSED,  /* by the server, for good */
    EMAIL_DEFERRED, /* by the server, for now, at each try */
    EMAIL_UNKNOWN,  /* it may have been sent */
    EMAIL_LEFT,     /* not tried: the server cannot be used; --sent: nothing is unknown */
};
enum { N_EMAIL_STATUSES = EMAIL_LEFT + 1 };

/* A message whose status is known; what could not be made has no texts but the partner's. */
struct email_told {
    enum email_status status;
    const char *partner;                /* its slug, or as typed */
    const struct email_result *message; /* its path is NULL; NULL: none was made */
    const char *said;                   /* the server's answer, when it was sent; "" */
    struct diags *diags;                /* of this message */
};

struct sending_options {
    struct email_options email;
    bool is_all;          /* to each of these partners, and not as the job says */
    const char *where;    /* --where; NULL: all */
    const char *partners; /* --partners FILE; NULL: all of the workspace */
    bool is_dry, is_again, is_marking;
    unsigned per_minute; /* 0: as fast as the server takes them */
    void *context;
    void (*tell)(void *context, const struct email_told *told); /* once a message */
    /* Nothing is left to do for so long: @n messages are put aside, the first is due then. */
    void (*wait)(void *context, size_t n, int64_t us);
};

/*
 * True: all partners were gone through, *ret_counts says how it went. False: it could not begin, or
 * had to end. Errors besides: email-stale, email-settings, email-password, email-ledger,
 * email-server, email-refused, email-deferred, email-unknown, batch-locked, and what choosing
 * partners reports.
 */
bool pipeline_email_send(Session *session, const struct sending_options *options,
                         struct diags *diags, size_t ret_counts[N_EMAIL_STATUSES]);
