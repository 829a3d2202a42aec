/*
 * fuzz_mail.c - any text as names, address, subject, title and words of a message: its head has the
 * lines that were asked for and no other. Fields stand behind each other, U+001E between them.
 */
#include "fuzz.h"
#include "mail.h"
#include "parse.h"

#include <string.h>

static bool is_known(struct str line) {
    static const char *const heads[] = {
        "Date: ",      "From:", "Reply-To:",      "Subject:",
        "To:",         "Cc:",   "Message-Id: ",   "\t",
        "X-Unsent: 1", " ",     "MIME-Version: ", "Content-Type: multipart/mixed; "};
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        if (str_starts_with(line, heads[i])) {
            return true;
        }
    }
    return false;
}

static void check_head(GBytes *bytes) {
    gsize n = 0;
    const char *p = g_bytes_get_data(bytes, &n);
    struct str rest = {p, n}, line;
    while (str_next_line(&rest, &line) && line.n > 0) {
        g_assert(line.n < 998 && !memchr(line.p, '\r', line.n));
        g_assert(is_known(line));
    }
}

static void write_bodies(Arena *arena, const struct source *source, struct str words,
                         struct mail *mail) {
    struct diags diags = {0};
    struct doc *doc = NULL;
    size_t begin = (size_t)(words.p - source->text.p);
    const struct value *meta = value_new(arena, VALUE_MAP, (struct span){0});
    g_autoptr(GString) text = g_string_new(NULL), html = g_string_new(NULL);
    if (parse_markdown(arena, text_from_source(arena, source, begin), meta, &diags, &doc)) {
        const struct mail_look look = {.language = "en",
                                       .title = mail->subject,
                                       .preheader = mail->subject,
                                       .attached = mail->attachment.name,
                                       .caption = mail->subject,
                                       .company = "C",
                                       .imprint = mail->subject,
                                       .website = mail->subject};
        mail_write_text(doc, &look, text);
        mail_write_html(doc, &look, html);
    }
    mail->text = arena_strdup(arena, text->str);
    mail->html = arena_strdup(arena, html->str);
    g_assert(!strstr(mail->html, "<script") && !strstr(mail->html, "javascript:\""));
    diags_clear(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { NAME, ADDRESS, SUBJECT, TITLE, N_FIELDS };
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    const struct source *source = fuzz_source(arena, "fuzz.txt", data, size);
    struct str fields[N_FIELDS] = {{0}}, rest = source ? source->text : (struct str){"", 0};
    struct mailbox mailbox;
    for (int i = 0; i < N_FIELDS; i++) {
        str_cut(rest, 0x1E, &fields[i], &rest);
    }
    if (source &&
        mailbox_make(arena, fields[NAME], fields[ADDRESS], (struct span){0}, &diags, &mailbox)) {
        g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF-1.7\n", 9);
        GBytes *bytes = NULL;
        struct mail mail = {
            .from = mailbox,
            .reply_to = mailbox,
            .to = &mailbox,
            .n_to = 1,
            .cc = &mailbox,
            .n_cc = 1,
            .subject = str_cstr(arena, fields[SUBJECT]),
            .date = {2026, 11, 4},
            .attachment = {mail_file_name(arena, fields[TITLE], ".pdf"), "application/pdf", pdf},
            .is_draft = true};
        write_bodies(arena, source, rest, &mail);
        if (mail_compose(&mail, &diags, &bytes)) {
            check_head(bytes);
            g_bytes_unref(bytes);
        }
    }
    diags_clear(&diags);
    return 0;
}
