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
 * Errors: what making the document reports, and email-template, email-address, email-header,
 * email-failed, module-missing, output-failed.
 */
bool pipeline_email(Session *session, Arena *arena, const struct email_options *options,
                    struct diags *diags, struct email_result *ret);
