/*
 * mail_send_priv.h - between mail_send.c, in the program, and mail_curl.c, in the shared object.
 */
#pragma once

#include "mail_send.h"

struct mail_client {
    void *(*open)(const struct mail_server *server);
    /* One try; texts are the arena's. */
    void (*send)(void *self, Arena *arena, const struct mail_envelope *envelope,
                 struct mail_reply *ret);
    void (*close)(void *self);
};
extern const struct mail_client mail_curl;
