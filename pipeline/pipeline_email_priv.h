/*
 * pipeline_email_priv.h - what the files pipeline_email*.c share: one message on its way.
 *
 *   pipeline_email.c            from the document to the message
 *   pipeline_email_people.c     who writes, and to whom
 *   pipeline_email_body.c       subject, plain text, HTML
 *   pipeline_email_pictures.c   the first page, the logo
 *   pipeline_email_server.c     the settings of the server
 *   pipeline_email_send.c       messages, one after the other, and what becomes of them
 */
#pragma once

#include "pipeline_email.h"
#include "pipeline_priv.h"

#include "mail.h"
#include "mail_send.h"

struct email {
    struct run *run; /* the document's; made */
    const struct email_options *options;
    const char *name;            /* of the template */
    const struct source *source; /* the template */
    struct value *meta;          /* its front matter */
    size_t body;
    GBytes *page, *logo; /* pictures; owned; NULL: none */
    struct mail mail;
    struct mail_file pictures[2];
};

/*
 * pipeline_email.c: whether the document may go to each of several partners, before any is made.
 * Errors: usage-argument, email-internal, and what finding the template reports.
 */
bool email_check_all(Session *session, Arena *arena, const struct email_options *options,
                     struct diags *diags);

/* Document and message; the caller clears it, whatever came of it. */
bool email_make(struct email *email);
void email_clear(struct email *email);
struct email_result email_result_of(const struct email *email);

/*
 * Where the document's PDF lies in out/: whether it is the one that would be sent. One that was
 * made on another day is made again as on that day. Error: email-stale.
 */
bool email_match_file(struct email *email);

/* pipeline_email_server.c. Errors: email-settings, email-password. */
bool email_read_server(Session *session, Arena *arena, struct diags *diags,
                       struct mail_server *ret);

/* pipeline_email_people.c: sender, recipients. */
bool email_find_people(struct email *email);

/* pipeline_email_pictures.c: into the message; the logo also where there is none. */
bool email_add_page(struct email *email, struct mail_picture *ret);
bool email_add_logo(struct email *email, const char *alt, struct mail_picture *ret);

/* pipeline_email_body.c: the template, before anything is made; then what is made of it. */
bool email_load_template(struct email *email);
bool email_write_body(struct email *email);
