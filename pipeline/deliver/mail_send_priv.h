/*
 * mail_send_priv.h - between mail_send.c, in the program, and mail_curl.c, in the shared object.
 */
#pragma once

#include "mail_send.h"

struct mail_attempt {
    struct mail_reply reply;
    bool can_try_again;
};

/* One try; texts are the arena's. */
typedef void mail_curl_function(Arena *arena, const struct mail_server *server,
                                const struct mail_envelope *envelope, struct mail_attempt *ret);
mail_curl_function mail_curl;
