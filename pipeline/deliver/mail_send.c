#include "mail_send.h"

#include "mail_send_priv.h"
#include "module.h"

#include <string.h>
#include <sys/resource.h>

struct mail_way {
    const struct mail_server *server;
    const struct mail_client *client;
    void *self; /* the client's */
};

enum { WAIT_MS_MAX = 5 * 60 * 1000 };

void mail_wait(int64_t us) {
    if (us > 0) {
        g_usleep((gulong)us);
    }
}

MailWay *mail_open(const struct mail_server *server, struct diags *diags) {
    g_autofree char *reason = NULL;
    const struct mail_client *client = module_symbol("deliver_curl", "mail_curl", &reason);
    if (!client) {
        diag_error(diags, (struct span){0}, DIAG_MODULE_MISSING, "could not load libcurl: %s",
                   reason);
        diag_hint(diags, "Install the package libcurl4 and pdfgen's own modules.");
        return NULL;
    }
    MailWay *way = g_new0(MailWay, 1);
    *way = (MailWay){.server = server, .client = client, .self = client->open(server)};
    return way;
}

void mail_close(MailWay *way) {
    if (way) {
        way->client->close(way->self);
        g_free(way);
    }
}

int64_t mail_backoff_us(const struct mail_server *server, unsigned n_tries) {
    enum { DOUBLINGS_MAX = 20 };
    int64_t wait_ms = (int64_t)server->backoff_ms << MIN(n_tries - 1, DOUBLINGS_MAX);
    return 1000 * MIN(wait_ms, WAIT_MS_MAX);
}

void mail_send(Arena *arena, MailWay *way, const struct mail_envelope *envelope,
               struct mail_reply *ret) {
    struct mail_reply reply = {0};
    for (unsigned n = 1;; n++) {
        reply = (struct mail_reply){0};
        way->client->send(way->self, arena, envelope, &reply);
        reply.n_tries = n;
        if (!reply.is_server || !reply.can_try_again || n == way->server->tries) {
            break;
        }
        mail_wait(mail_backoff_us(way->server, n));
    }
    *ret = reply;
}

/* --- passwords ------------------------------------------------------------------------------ */

void mail_keep_secret(void) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

/* What the command prints is not repeated, and neither is its own complaint: both may hold it. */
static bool refuse(struct span at, const char *reason, struct diags *diags) {
    diag_error(diags, at, DIAG_EMAIL_PASSWORD, "could not have the password of the mail server: %s",
               reason);
    diag_hint(diags, "Run the command by hand: its first line must be the password.");
    return false;
}

bool mail_run_for_password(Arena *arena, const char *command, struct span at, struct diags *diags,
                           const char **ret) {
    g_auto(GStrv) arguments = NULL;
    g_autofree char *out = NULL, *complaint = NULL;
    int status = 0;
    if (!g_shell_parse_argv(command, NULL, &arguments, NULL)) {
        return refuse(at, "the command cannot be read", diags);
    }
    g_auto(GStrv) environment = g_environ_unsetenv(g_get_environ(), MAIL_PASSWORD_VARIABLE);
    if (!g_spawn_sync(NULL, arguments, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
                      &complaint, &status, NULL)) {
        return refuse(at, "the command could not be started", diags);
    }
    if (!g_spawn_check_wait_status(status, NULL)) {
        return refuse(at, "the command failed", diags);
    }
    out[strcspn(out, "\r\n")] = '\0';
    if (!*out) {
        return refuse(at, "the command printed nothing", diags);
    }
    *ret = arena_strdup(arena, out);
    memset(out, 0, strlen(out));
    return true;
}
