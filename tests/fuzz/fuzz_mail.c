/*
 * fuzz_mail.c - any text as a person's name, an address, a subject's template, a title and a text's
 * template, which are filled with the name and the title: the head of the message has the lines
 * that were asked for and no other, its HTML no markup of theirs, its envelope nothing but
 * addresses. Fields stand behind each other, U+001E between them.
 */
#include "fill.h"
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

/* What goes to a server in angle brackets. */
static void check_address(const struct mailbox *mailbox) {
    const char *address = mailbox->address;
    size_t n = strlen(address);
    g_assert(n > 0 && n <= 254 && strchr(address, '@') == strrchr(address, '@'));
    for (size_t i = 0; i < n; i++) {
        g_assert(address[i] > ' ' && address[i] < 0x7F && !strchr("<>(),;:\\\"[]", address[i]));
    }
}

/* As --to takes them. */
static void check_typed(Arena *arena, struct str text) {
    struct diags diags = {0};
    struct mailbox *list = NULL;
    size_t n = 0;
    if (mailbox_parse_list(arena, text, (struct span){0}, &diags, &list, &n)) {
        g_assert(n > 0 && diags.n == 0);
        for (size_t i = 0; i < n; i++) {
            check_address(&list[i]);
        }
    } else {
        g_assert(diags.n > 0);
    }
    diags_clear(&diags);
}

static size_t count(const char *html, const char *tag) {
    size_t n = 0;
    for (const char *p = html; (p = strstr(p, tag)) != NULL; p++) {
        n++;
    }
    return n;
}

/* Tags and attributes are pdfgen's: a value in them is escaped, a link leads to what is safe, and
 * what is opened is closed. */
static void check_html(const char *html) {
    static const char *const pairs[][2] = {
        {"<table", "</table>"}, {"<tr>", "</tr>"}, {"<td", "</td>"}, {"<th ", "</th>"},
        {"<li ", "</li>"},      {"<p ", "</p>"},   {"<a ", "</a>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_assert(count(html, pairs[i][0]) == count(html, pairs[i][1]));
    }
    static const char *const tags[] = {"<script", "<iframe", "<style", "<form", "<svg", "<input"};
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_assert(!strstr(html, tags[i]));
    }
    for (const char *p = html; (p = strstr(p, "href=\"")) != NULL;) {
        p += strlen("href=\"");
        g_assert(g_ascii_strncasecmp(p, "http", 4) == 0 ||
                 g_ascii_strncasecmp(p, "mailto:", 7) == 0);
    }
    for (const char *p = html; (p = strstr(p, "src=\"")) != NULL; p++) {
        g_assert(g_str_has_prefix(p, "src=\"cid:"));
    }
}

struct words {
    Arena *arena;
    const struct source *source;
    struct value *root;
    struct fill_options options;
    struct diags diags;
};

static void put(struct words *words, const char *key, struct str text) {
    value_put(words->arena, words->root, key,
              value_new_string(words->arena, (struct span){0}, text));
}

static const char *fill_subject(struct words *words, struct str subject) {
    struct value *value = value_new_string(words->arena, (struct span){0}, subject), *filled = NULL;
    words->options.escape = FILL_NONE;
    return fill_strings(words->arena, value, words->root, &words->options, &words->diags, &filled)
               ? str_cstr(words->arena, value_string(filled))
               : str_cstr(words->arena, subject);
}

static void write_bodies(struct words *words, struct str body, struct mail *mail) {
    Arena *arena = words->arena;
    struct text *text = NULL;
    struct doc *doc = NULL;
    size_t begin = (size_t)(body.p - words->source->text.p);
    const struct value *meta = value_new(arena, VALUE_MAP, (struct span){0});
    g_autoptr(GString) plain = g_string_new(NULL), html = g_string_new(NULL);
    words->options.escape = FILL_MARKDOWN;
    if (!fill_template(arena, words->source, begin, words->root, &words->options, &words->diags,
                       &text)) {
        text = text_from_source(arena, words->source, begin);
    }
    if (parse_markdown(arena, text, meta, &words->diags, &doc)) {
        const struct mail_look look = {.language = "en",
                                       .title = mail->subject,
                                       .preheader = mail->subject,
                                       .page = {.id = "1@pdfgen", .alt = mail->subject},
                                       .attached = mail->attachment.name,
                                       .caption = mail->subject,
                                       .company = mail->subject,
                                       .imprint = mail->subject,
                                       .website = mail->subject};
        mail_write_text(doc, &look, plain);
        mail_write_html(doc, &look, html);
    }
    mail->text = arena_strdup(arena, plain->str);
    mail->html = arena_strdup(arena, html->str);
    check_html(mail->html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { NAME, ADDRESS, SUBJECT, TITLE, N_FIELDS };
    static Locale *locale;
    if (!locale) {
        locale = locale_new("en-US");
    }
    g_autoptr(Arena) arena = arena_new();
    struct words words = {.arena = arena,
                          .source = size > 0 ? fuzz_source(arena, "fuzz.txt", data, size) : NULL,
                          .root = value_new(arena, VALUE_MAP, (struct span){0}),
                          .options = {.is_lenient = true, .locale = locale, .currency = "USD"}};
    struct str fields[N_FIELDS], rest = words.source ? words.source->text : (struct str){"", 0};
    struct mailbox mailbox;
    for (int i = 0; i < N_FIELDS; i++) {
        str_cut(rest, 0x1E, &fields[i], &rest);
    }
    check_typed(arena, fields[ADDRESS]);
    if (words.source && mailbox_make(arena, fields[NAME], fields[ADDRESS], (struct span){0},
                                     &words.diags, &mailbox)) {
        check_address(&mailbox);
        put(&words, "name", fields[NAME]);
        put(&words, "title", fields[TITLE]);
        g_autoptr(GBytes) pdf = g_bytes_new_static("%PDF-1.7\n", 9);
        GBytes *bytes = NULL;
        struct mail mail = {
            .from = mailbox,
            .reply_to = mailbox,
            .to = &mailbox,
            .n_to = 1,
            .cc = &mailbox,
            .n_cc = 1,
            .subject = fill_subject(&words, fields[SUBJECT]),
            .date = {2026, 11, 4},
            .attachment = {mail_file_name(arena, fields[TITLE], ".pdf"), "application/pdf", pdf},
            .is_draft = true};
        write_bodies(&words, rest, &mail);
        if (mail_compose(&mail, &words.diags, &bytes)) {
            check_head(bytes);
            g_bytes_unref(bytes);
        }
    }
    diags_clear(&words.diags);
    return 0;
}
