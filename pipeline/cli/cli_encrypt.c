#include "cli_priv.h"

#include <string.h>

/*
 * Passwords come from a file, the environment or the terminal, and never from the command line,
 * which every user of the machine can read.
 */

static bool complain(struct cli *cli, enum diag_code code, const char *message, const char *hint) {
    diag_error(&cli->diags, (struct span){0}, code, "%s", message);
    diag_hint(&cli->diags, "%s", hint);
    return false;
}

/* --- passwords ------------------------------------------------------------------------------ */

struct passwords {
    const char *user, *owner; /* NULL: not said */
};

static const char *line(Arena *arena, struct str *rest) {
    struct str text;
    return str_next_line(rest, &text) && text.n > 0 ? str_cstr(arena, text) : NULL;
}

static bool read_file(struct cli *cli, const char *path, Arena *arena, struct passwords *ret) {
    world_allow_file(cli->world, path);
    const struct source *source = world_read_text(
        cli->world, world_absolute(cli->world, arena, path), (struct span){0}, &cli->diags);
    if (!source) {
        return false;
    }
    struct str rest = source->text;
    ret->user = line(arena, &rest);
    ret->owner = line(arena, &rest);
    return ret->user || ret->owner ||
           complain(cli, DIAG_PASSWORD, "the file of --password-file is empty",
                    "Its first line is the password, a second one that of the owner.");
}

static bool find_passwords(struct cli *cli, const struct cli_options *options, Arena *arena,
                           struct passwords *ret) {
    if (options->password_file) {
        return read_file(cli, options->password_file, arena, ret);
    }
    ret->user = world_env(cli->world, "PDFGEN_PASSWORD");
    ret->owner = world_env(cli->world, "PDFGEN_OWNER_PASSWORD");
    return true;
}

static bool ask(struct cli *cli, Arena *arena, struct passwords *ret) {
    g_autoptr(GString) first = g_string_new(NULL);
    g_autoptr(GString) second = g_string_new(NULL);
    if (!cli->ask_secret || !cli->ask_secret("Password of the PDF: ", first)) {
        return complain(cli, DIAG_PASSWORD,
                        "no password is given, and there is no terminal to ask on",
                        "Give it with --password-file FILE or PDFGEN_PASSWORD.");
    }
    bool is_same = cli->ask_secret("Once more: ", second) && g_string_equal(first, second);
    ret->user = arena_strdup(arena, first->str);
    memset(first->str, 0, first->len);
    memset(second->str, 0, second->len);
    if (!is_same) {
        return complain(cli, DIAG_PASSWORD, "the two passwords differ", "Type the same one twice.");
    }
    return *ret->user ||
           complain(cli, DIAG_PASSWORD, "the password is empty", "Type at least one character.");
}

/* As readers make it of what is typed: ISO 32000-2 section 7.6.4.3.2, with NFKC of SASLprep. */
static bool prepare(struct cli *cli, Arena *arena, const char **password) {
    if (!*password) {
        return true;
    }
    g_autofree char *normal = g_utf8_normalize(*password, -1, G_NORMALIZE_NFKC);
    if (!normal) {
        return complain(cli, DIAG_PASSWORD, "a password is not UTF-8", "Use characters of UTF-8.");
    }
    for (const char *p = normal; *p; p++) {
        if ((unsigned char)*p < ' ' || *p == 0x7F) {
            return complain(cli, DIAG_PASSWORD, "a password holds a control character",
                            "Nobody could type it; choose another.");
        }
    }
    if (strlen(normal) > PDF_PASSWORD_BYTES_MAX) {
        return complain(cli, DIAG_PASSWORD, "a password is longer than 127 bytes",
                        "What comes behind them would not count; choose a shorter one.");
    }
    *password = arena_strdup(arena, normal);
    return true;
}

bool cli_password(struct cli *cli, const struct cli_options *options, Arena *arena,
                  const char **ret) {
    struct passwords passwords = {0};
    if (!find_passwords(cli, options, arena, &passwords)) {
        return false;
    }
    *ret = passwords.user ? passwords.user : passwords.owner;
    return prepare(cli, arena, ret);
}

/* --- permissions ---------------------------------------------------------------------------- */

/* A form that nobody may fill in is none: only "none" forbids it. */
static bool permit(struct cli *cli, struct str word, struct pdf_encryption *ret) {
    static const char *const names[] = {"print", "copy", "annotate", "none"};
    bool *flags[] = {&ret->can_print, &ret->can_copy, &ret->can_annotate, NULL};
    struct str known[G_N_ELEMENTS(names)];
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        known[i] = str_from(names[i]);
        if (str_eq(word, known[i])) {
            if (flags[i]) {
                *flags[i] = ret->can_fill = true;
            }
            return true;
        }
    }
    int nearest = str_nearest(word, known, G_N_ELEMENTS(known));
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "\"" STR_FMT "\" is nothing that can be permitted", STR_ARG(word));
    diag_hint(&cli->diags, "Write --permit %s.",
              nearest >= 0 ? names[nearest] : "print,copy,annotate or none");
    return false;
}

static bool read_permissions(struct cli *cli, const char *words, struct pdf_encryption *ret) {
    struct str rest = str_from(words ? words : "print"), word;
    bool is_good = true;
    while (rest.n > 0) {
        str_cut(rest, ',', &word, &rest);
        is_good = permit(cli, str_trim(word), ret) && is_good;
    }
    return is_good;
}

/* --- both ----------------------------------------------------------------------------------- */

static bool choose_passwords(struct cli *cli, const struct cli_options *options, Arena *arena,
                             struct pdf_encryption *ret) {
    struct passwords passwords = {0};
    if (!find_passwords(cli, options, arena, &passwords) ||
        (!passwords.user && !passwords.owner && !ask(cli, arena, &passwords)) ||
        !prepare(cli, arena, &passwords.user) || !prepare(cli, arena, &passwords.owner)) {
        return false;
    }
    if (g_strcmp0(passwords.user, passwords.owner) == 0) {
        return complain(cli, DIAG_PASSWORD, "both passwords are the same",
                        "Whoever opened the PDF could lift its limits; choose another.");
    }
    /* An owner that nobody knows: else everybody would be it, and the limits would mean nothing. */
    ret->user_password = passwords.user ? passwords.user : "";
    ret->owner_password = passwords.owner ? passwords.owner : world_secret(arena, 16);
    return true;
}

bool cli_encryption(struct cli *cli, const struct cli_options *options, Arena *arena,
                    const struct pdf_encryption **ret) {
    *ret = NULL;
    if (!options->encrypt) {
        const char *stray = options->permit          ? "--permit"
                            : options->password_file ? "--password-file"
                                                     : NULL;
        if (stray) {
            diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_OPTION,
                       "\"%s\" means nothing without \"--encrypt\"", stray);
            diag_hint(&cli->diags, "Add --encrypt, or leave out %s.", stray);
        }
        return !stray;
    }
    struct pdf_encryption *encryption = ARENA_NEW(arena, struct pdf_encryption);
    if (!read_permissions(cli, options->permit, encryption) ||
        !choose_passwords(cli, options, arena, encryption)) {
        return false;
    }
    *ret = encryption;
    return true;
}
