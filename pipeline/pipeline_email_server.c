#include "pipeline_email_priv.h"

#include <string.h>

/*
 * `email:` of pdfgen.yaml. The password is read last, when all else is right, and is handed on by
 * pointer only: it stands in no diagnostic and no ledger.
 */

struct settings {
    Session *session;
    Arena *arena;
    const struct workspace *workspace;
    const struct value *map; /* `email`; NULL: none */
    struct diags *diags;
};

static bool refuse(const struct settings *settings, const char *key, const char *reason,
                   const char *hint) {
    const struct value *value = value_get(settings->map, key);
    struct span at = value           ? value->at
                     : settings->map ? settings->map->at
                                     : span_of_file(settings->workspace->source);
    diag_error(settings->diags, at, DIAG_EMAIL_SETTINGS, "%s", reason);
    diag_hint(settings->diags, "%s", hint);
    return false;
}

static const char *text(const struct settings *settings, const char *key) {
    const struct value *value = value_get(settings->map, key);
    const char *read =
        value ? str_cstr(settings->arena, str_trim(value_to_str(settings->arena, value))) : "";
    return *read ? read : NULL;
}

/* A number from @least to @most; *ret stays where there is none. */
static bool read_number(const struct settings *settings, const char *key, double least, double most,
                        double *ret) {
    const struct value *value = value_get(settings->map, key);
    if (!value) {
        return true;
    }
    double number = value->kind == VALUE_NUMBER ? decimal_to_double(value->number) : -1;
    if (number < least || number > most) {
        g_autofree char *reason =
            g_strdup_printf("\"%s\" is no number from %d to %d", key, (int)least, (int)most);
        return refuse(settings, key, reason, "Correct it, or leave it out.");
    }
    *ret = number;
    return true;
}

static bool read_tls(const struct settings *settings, enum mail_tls *ret) {
    static const char *const words[] = {
        [MAIL_STARTTLS] = "starttls", [MAIL_IMPLICIT_TLS] = "implicit", [MAIL_NO_TLS] = "none"};
    const char *word = text(settings, "tls");
    for (size_t i = 0; word && i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(words[i], word)) {
            *ret = (enum mail_tls)i;
            return true;
        }
    }
    return !word || refuse(settings, "tls", "nobody knows this kind of encryption",
                           "Write starttls, implicit or none.");
}

/* What could end the address that libcurl reads, or begin another part of it. */
static bool is_host(const char *host) {
    for (const char *p = host; *p; p++) {
        if (!g_ascii_isalnum(*p) && !strchr(".-", *p)) {
            return false;
        }
    }
    return *host != '-';
}

static bool read_address(const struct settings *settings, struct mail_server *ret) {
    double port = 0;
    ret->host = text(settings, "host");
    if (!ret->host) {
        return refuse(settings, "host", "no mail server is named that messages go to",
                      "Write \"email: {host: smtp.company.example, user: ...}\"; docs/email.md.");
    }
    if (!is_host(ret->host)) {
        return refuse(settings, "host", "the mail server's name is no name of a host",
                      "Write it as smtp.company.example; the port stands at \"port\".");
    }
    if (!read_tls(settings, &ret->tls) || !read_number(settings, "port", 1, 65535, &port)) {
        return false;
    }
    ret->port = port > 0 ? (unsigned)port : ret->tls == MAIL_IMPLICIT_TLS ? 465 : 587;
    const char *ca_file = text(settings, "ca_file");
    ret->ca_file = ca_file ? g_path_is_absolute(ca_file)
                                 ? ca_file
                                 : arena_printf(settings->arena, "%s/%s",
                                                settings->workspace->directory, ca_file)
                           : NULL;
    return true;
}

static bool read_times(const struct settings *settings, struct mail_server *ret) {
    double timeout_s = 60, tries = 4, backoff_s = 5;
    if (!read_number(settings, "timeout", 1, 3600, &timeout_s) ||
        !read_number(settings, "tries", 1, 20, &tries) ||
        !read_number(settings, "backoff", 0, 300, &backoff_s)) {
        return false;
    }
    ret->timeout_s = (unsigned)timeout_s;
    ret->tries = (unsigned)tries;
    ret->backoff_ms = (unsigned)(backoff_s * 1000);
    return true;
}

/* --- the password --------------------------------------------------------------------------- */

static bool read_password_file(const struct settings *settings, const char *file,
                               const char **ret) {
    World *world = session_world(settings->session);
    const char *path =
        g_path_is_absolute(file)
            ? file
            : arena_printf(settings->arena, "%s/%s", settings->workspace->directory, file);
    world_allow_file(world, path);
    const struct source *source = world_read_text(
        world, path, value_get(settings->map, "password_file")->at, settings->diags);
    if (!source) {
        return false;
    }
    struct str rest = source->text, line;
    if (!str_next_line(&rest, &line) || line.n == 0) {
        diag_error(settings->diags, value_get(settings->map, "password_file")->at,
                   DIAG_EMAIL_PASSWORD, "the file for the mail server's password is empty");
        diag_hint(settings->diags, "Its first line is the password.");
        return false;
    }
    *ret = str_cstr(settings->arena, line);
    return true;
}

static bool find_password(const struct settings *settings, struct mail_server *server) {
    const char *file = text(settings, "password_file");
    const char *command = text(settings, "password_command");
    if (file && command) {
        return refuse(settings, "password_command",
                      "the password comes from a file or from a command, not from both",
                      "Leave out one of them.");
    }
    if (file) {
        return read_password_file(settings, file, &server->password);
    }
    if (command) {
        return mail_run_for_password(settings->arena, command,
                                     value_get(settings->map, "password_command")->at,
                                     settings->diags, &server->password);
    }
    server->password = world_env(session_world(settings->session), MAIL_PASSWORD_VARIABLE);
    if (!server->password) {
        diag_error(settings->diags, value_get(settings->map, "user")->at, DIAG_EMAIL_PASSWORD,
                   "nothing says the password of the mail server");
        diag_hint(settings->diags,
                  "Write password_file or password_command, or set " MAIL_PASSWORD_VARIABLE ".");
    }
    return server->password != NULL;
}

static bool read_login(const struct settings *settings, struct mail_server *ret) {
    if (value_get(settings->map, "password")) {
        return refuse(settings, "password", "a password does not belong into pdfgen.yaml",
                      "Write password_file or password_command, or set " MAIL_PASSWORD_VARIABLE
                      ".");
    }
    ret->user = text(settings, "user");
    if (!ret->user) {
        return true;
    }
    if (ret->tls == MAIL_NO_TLS) {
        return refuse(settings, "tls", "a password is not sent without encryption",
                      "Write \"tls: starttls\" or \"tls: implicit\", or leave out the user.");
    }
    mail_keep_secret();
    return find_password(settings, ret);
}

bool email_read_server(Session *session, Arena *arena, struct diags *diags,
                       struct mail_server *ret) {
    struct settings settings = {.session = session, .arena = arena, .diags = diags};
    struct mail_server server = {0};
    if (!session_workspace(session, true, diags, &settings.workspace)) {
        return false;
    }
    settings.map = value_get(settings.workspace->config, "email");
    if (!read_address(&settings, &server) || !read_times(&settings, &server) ||
        !read_login(&settings, &server)) {
        return false;
    }
    *ret = server;
    return true;
}
