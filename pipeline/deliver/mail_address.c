#include "mail.h"

#include <string.h>

/*
 * What of RFC 5322 section 3.4 and RFC 5321 section 4.1.2 addresses of people look like: a dot-atom
 * before the "@", a domain name behind it. Quoted local parts, domain literals, comments and groups
 * are refused: nobody's address needs them, and each is a way to smuggle.
 */

/* One word of that length still fits a line (RFC 5322 section 2.1.1: 998 bytes). */
enum { HEADER_BYTES_MAX = 600 };
enum { LOCAL_BYTES_MAX = 64, ADDRESS_BYTES_MAX = 254, LABEL_BYTES_MAX = 63 };

bool mail_check_header(struct str text, const char *what, struct span at, struct diags *diags) {
    if (text.n == 0) {
        return true;
    }
    const char *end = text.p + text.n;
    if (text.n > HEADER_BYTES_MAX) {
        diag_error(diags, at, DIAG_EMAIL_HEADER, "the %s of a message is longer than %d bytes",
                   what, HEADER_BYTES_MAX);
        diag_hint(diags, "Shorten it; mail programs show some 70 letters.");
        return false;
    }
    for (const char *p = text.p; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        /* Also NEL and the separators of lines and paragraphs, which some programs break at. */
        if (g_unichar_type(c) == G_UNICODE_CONTROL || c == 0x2028 || c == 0x2029) {
            diag_error(diags, at, DIAG_EMAIL_HEADER,
                       "the %s of a message holds a line break or another control character", what);
            diag_hint(diags, "Write it on one line.");
            return false;
        }
    }
    return true;
}

static bool refuse(struct str text, struct span at, const char *reason, struct diags *diags) {
    diag_error(diags, at, DIAG_EMAIL_ADDRESS, "\"" STR_FMT "\" is no address for mail: %s",
               STR_ARG(text), reason);
    diag_hint(diags, "Write it as name@company.example, or Name <name@company.example>.");
    return false;
}

/* "atext" of RFC 5322 section 3.2.3. */
static bool is_atom(char c) {
    return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static const char *check_local(struct str local) {
    if (local.n == 0) {
        return "nothing stands before \"@\"";
    }
    if (local.n > LOCAL_BYTES_MAX) {
        return "more than 64 bytes stand before \"@\"";
    }
    for (size_t i = 0; i < local.n; i++) {
        bool is_dot = local.p[i] == '.';
        bool is_edge = i == 0 || i == local.n - 1 || local.p[i - 1] == '.';
        if ((is_dot && is_edge) || (!is_dot && !is_atom(local.p[i]))) {
            return (unsigned char)local.p[i] >= 0x80
                       ? "only ASCII may stand before \"@\""
                       : "a character before \"@\" does not belong there";
        }
    }
    return NULL;
}

static bool is_label(struct str label) {
    if (label.n == 0 || label.n > LABEL_BYTES_MAX || label.p[0] == '-' ||
        label.p[label.n - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < label.n; i++) {
        if (!g_ascii_isalnum(label.p[i]) && label.p[i] != '-') {
            return false;
        }
    }
    return true;
}

static const char *check_domain(struct str domain) {
    struct str rest = domain, label;
    size_t n = 0;
    bool is_more = true;
    while (is_more) {
        is_more = str_cut(rest, '.', &label, &rest);
        if (!is_label(label)) {
            return "what stands behind \"@\" is no name of a domain";
        }
        n++;
    }
    return n < 2 ? "what stands behind \"@\" has no dot" : NULL;
}

/* Of the domain letters beyond ASCII become those that servers know (RFC 5891). */
static char *ascii_domain(Arena *arena, struct str domain) {
    g_autofree char *text = g_strndup(domain.p, domain.n);
    g_autofree char *ascii = g_hostname_to_ascii(text);
    return arena_strdup(arena, ascii ? ascii : "");
}

static bool make_address(Arena *arena, struct str text, struct span at, struct diags *diags,
                         const char **ret) {
    size_t sign = text.n;
    while (sign > 0 && text.p[sign - 1] != '@') {
        sign--;
    }
    if (sign == 0) {
        return refuse(text, at, "it has no \"@\"", diags);
    }
    struct str local = str_slice(text, 0, sign - 1);
    const char *domain = ascii_domain(arena, str_skip(text, sign));
    const char *reason = check_local(local);
    reason = reason ? reason : check_domain(str_from(domain));
    if (!reason && local.n + 1 + strlen(domain) > ADDRESS_BYTES_MAX) {
        reason = "it is longer than 254 bytes";
    }
    if (reason) {
        return refuse(text, at, reason, diags);
    }
    *ret = arena_printf(arena, STR_FMT "@%s", STR_ARG(local), domain);
    return true;
}

bool mailbox_make(Arena *arena, struct str name, struct str address, struct span at,
                  struct diags *diags, struct mailbox *ret) {
    struct mailbox mailbox = {0};
    if (!mail_check_header(name, "name of a person in the head", at, diags) ||
        !mail_check_header(address, "address in the head", at, diags) ||
        !make_address(arena, str_trim(address), at, diags, &mailbox.address)) {
        return false;
    }
    mailbox.name = str_cstr(arena, str_trim(name));
    *ret = mailbox;
    return true;
}

/* Without the quotes around it, and their backslashes. */
static struct str unquote(Arena *arena, struct str name) {
    if (name.n < 2 || name.p[0] != '"' || name.p[name.n - 1] != '"') {
        return name;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 1; i < name.n - 1; i++) {
        if (name.p[i] == '\\' && i + 2 < name.n) {
            i++;
        }
        g_string_append_c(out, name.p[i]);
    }
    return str_from_gstring(arena, out);
}

bool mailbox_parse(Arena *arena, struct str text, struct span at, struct diags *diags,
                   struct mailbox *ret) {
    if (!mail_check_header(text, "address in the head", at, diags)) {
        return false;
    }
    text = str_trim(text);
    struct str name = {0}, address = text;
    if (text.n > 0 && text.p[text.n - 1] == '>') {
        struct str inner;
        if (!str_cut(str_slice(text, 0, text.n - 1), '<', &name, &inner)) {
            return refuse(text, at, "its \"<\" is missing", diags);
        }
        name = unquote(arena, str_trim(name));
        address = inner;
    }
    return mailbox_make(arena, name, address, at, diags, ret);
}

/* The end of the first address of a list: a comma outside quotes, or the end. */
static size_t find_comma(struct str text) {
    bool is_quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\\' && is_quoted) {
            i++;
        } else if (text.p[i] == '"') {
            is_quoted = !is_quoted;
        } else if (text.p[i] == ',' && !is_quoted) {
            return i;
        }
    }
    return text.n;
}

bool mailbox_parse_list(Arena *arena, struct str text, struct span at, struct diags *diags,
                        struct mailbox **ret, size_t *ret_n) {
    struct mailbox *list = NULL;
    size_t n = 0, capacity = 0;
    bool is_good = true, is_more = true;
    while (is_more) {
        size_t comma = find_comma(text);
        is_more = comma < text.n;
        struct mailbox mailbox;
        if (n == MAIL_ADDRESSES_MAX) {
            return diag_error(diags, at, DIAG_EMAIL_ADDRESS,
                              "a message goes to at most %d addresses", MAIL_ADDRESSES_MAX);
        }
        list = arena_grow(arena, list, n, &capacity, sizeof *list);
        if (mailbox_parse(arena, str_slice(text, 0, comma), at, diags, &mailbox)) {
            list[n++] = mailbox;
        } else {
            is_good = false;
        }
        text = str_skip(text, comma + 1);
    }
    if (is_good) {
        *ret = list;
        *ret_n = n;
    }
    return is_good;
}

char *mailbox_show(Arena *arena, const struct mailbox *mailbox) {
    return *mailbox->name ? arena_printf(arena, "%s <%s>", mailbox->name, mailbox->address)
                          : arena_strdup(arena, mailbox->address);
}
