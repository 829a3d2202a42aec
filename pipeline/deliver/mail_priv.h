/*
 * mail_priv.h - between mail*.c, in the program, and mail_gmime.c, in the shared object.
 */
#pragma once

#include "mail.h"

/* A boundary for each multipart of the message. */
enum { MAIL_MIXED, MAIL_ALTERNATIVE, MAIL_RELATED, N_MAIL_MULTIPARTS };

struct mail_ids {
    const char *message;                       /* without angle brackets */
    const char *boundaries[N_MAIL_MULTIPARTS]; /* occur in no part */
    const char *const *pictures;
};

/* NULL: *ret_reason says why; g_free() it. */
typedef GBytes *mail_gmime_function(const struct mail *mail, const struct mail_ids *ids,
                                    char **ret_reason);
mail_gmime_function mail_gmime;
