#include "mail.h"

#include "digest.h"
#include "mail_priv.h"
#include "module.h"

#include <string.h>

/* --- what is made of the content ------------------------------------------------------------ */

static void add_text(struct digest *digest, const char *text) {
    text = text ? text : "";
    digest_add(digest, text, strlen(text) + 1);
}

static void add_bytes(struct digest *digest, GBytes *bytes) {
    gsize n = 0;
    const void *data = g_bytes_get_data(bytes, &n);
    struct digest_text own = digest_of(data, n);
    add_text(digest, own.text);
}

static void add_mailboxes(struct digest *digest, const struct mailbox *mailboxes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        add_text(digest, mailboxes[i].name);
        add_text(digest, mailboxes[i].address);
    }
    add_text(digest, "");
}

static struct digest_text digest_mail(const struct mail *mail) {
    struct digest digest;
    g_autoptr(Arena) arena = arena_new();
    digest_init(&digest);
    add_mailboxes(&digest, &mail->from, 1);
    add_mailboxes(&digest, &mail->reply_to, 1);
    add_mailboxes(&digest, mail->to, mail->n_to);
    add_mailboxes(&digest, mail->cc, mail->n_cc);
    add_text(&digest, mail->subject);
    add_text(&digest, date_format_iso(arena, mail->date));
    add_text(&digest, mail->text);
    add_text(&digest, mail->html);
    for (size_t i = 0; i < mail->n_pictures; i++) {
        add_bytes(&digest, mail->pictures[i].bytes);
    }
    add_text(&digest, mail->attachment.name);
    add_bytes(&digest, mail->attachment.bytes);
    return digest_end(&digest);
}

char *mail_content_id(Arena *arena, GBytes *bytes) {
    gsize n = 0;
    const void *data = g_bytes_get_data(bytes, &n);
    struct digest_text digest = digest_of(data, n);
    return arena_printf(arena, "%.32s@pdfgen", digest.text);
}

char *mail_message_id(Arena *arena, const struct mail *mail) {
    struct digest_text digest = digest_mail(mail);
    const char *at = strrchr(mail->from.address, '@');
    return arena_printf(arena, "%.40s%s", digest.text, at ? at : "@pdfgen");
}

/* --- names of files ------------------------------------------------------------------------- */

/* What a system forbids in names, or a shell or a head would trip over. */
static bool is_awkward(gunichar c) {
    return c < ' ' || g_unichar_type(c) == G_UNICODE_CONTROL ||
           g_unichar_type(c) == G_UNICODE_FORMAT ||
           (c < 0x80 && strchr("/\\:*?\"<>|", (int)c) != NULL);
}

char *mail_file_name(Arena *arena, struct str title, const char *extension) {
    enum { LETTERS_MAX = 100 };
    g_autoptr(GString) out = g_string_new(NULL);
    const char *end = title.p + title.n;
    size_t n = 0;
    bool was_space = true;
    for (const char *p = title.p; p < end && n < LETTERS_MAX; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool is_space = is_awkward(c) || g_unichar_isspace(c);
        if (is_space && was_space) {
            continue;
        }
        g_string_append_unichar(out, is_space ? ' ' : c);
        was_space = is_space;
        n++;
    }
    while (out->len > 0 && strchr(" .", out->str[out->len - 1])) {
        g_string_truncate(out, out->len - 1);
    }
    const char *name = out->str + strspn(out->str, " .");
    return arena_printf(arena, "%s%s", *name ? name : "document", extension);
}

/* --- the message ---------------------------------------------------------------------------- */

static bool check(const struct mail *mail, struct diags *diags) {
    return mail_check_header(str_from(mail->subject), "subject", mail->subject_at, diags) &&
           mail_check_header(str_from(mail->attachment.name), "name of a file", (struct span){0},
                             diags);
}

/* A digest that its own content would have to hold; "=_" occurs in no encoded body. */
static void make_ids(Arena *arena, const struct mail *mail, struct mail_ids *ret) {
    struct digest_text digest = digest_mail(mail);
    const char **pictures = ARENA_NEW_N(arena, const char *, mail->n_pictures);
    for (size_t i = 0; i < mail->n_pictures; i++) {
        pictures[i] = mail_content_id(arena, mail->pictures[i].bytes);
    }
    ret->message = mail_message_id(arena, mail);
    for (int i = 0; i < N_MAIL_MULTIPARTS; i++) {
        ret->boundaries[i] = arena_printf(arena, "=_%d-%.32s", i + 1, digest.text);
    }
    ret->pictures = pictures;
}

/* ISO C has no conversion from an object pointer to a function; POSIX says the bits agree. */
union symbol {
    void *object;
    mail_gmime_function *compose;
};

bool mail_compose(const struct mail *mail, struct diags *diags, GBytes **ret) {
    g_autofree char *reason = NULL;
    if (!check(mail, diags)) {
        return false;
    }
    union symbol symbol = {.object = module_symbol("deliver_gmime", "mail_gmime", &reason)};
    if (!symbol.object) {
        diag_error(diags, (struct span){0}, DIAG_MODULE_MISSING, "could not load GMime: %s",
                   reason);
        diag_hint(diags, "Install the package libgmime-3.0-0 and pdfgen's own modules.");
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct mail_ids ids = {0};
    make_ids(arena, mail, &ids);
    GBytes *bytes = symbol.compose(mail, &ids, &reason);
    if (!bytes) {
        return diag_error(diags, (struct span){0}, DIAG_EMAIL_FAILED,
                          "the message could not be put together: %s", reason);
    }
    *ret = bytes;
    return true;
}
