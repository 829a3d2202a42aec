#include "pipeline_email_priv.h"

#include "parse.h"

#include <string.h>

/* --- the template --------------------------------------------------------------------------- */

/* The front matter's `email`, else by the document's name, else what fits any document. Who is new
 * is welcomed with the agreement; who is not would wonder. */
static const char *choose_template(const struct email *email) {
    static const struct {
        const char *document, *template;
    } rows[] = {
        {"monthly", "monthly-report"}, {"qbr", "qbr-invitation"},  {"qbr-deck", "qbr-invitation"},
        {"proposal", "renewal"},       {"agreement", "agreement"},
    };
    if (email->options->template) {
        return email->options->template;
    }
    const char *said = value_text(email->run->arena, value_get(email->run->meta, "email"), NULL);
    for (size_t i = 0; !said && i < G_N_ELEMENTS(rows); i++) {
        if (g_strcmp0(rows[i].document, email->run->job->document) == 0) {
            said = rows[i].template;
        }
    }
    if (g_strcmp0(said, "agreement") == 0 &&
        value_is_true(value_path(email->run->root, "partner.is_onboarding"))) {
        return "onboarding-welcome";
    }
    return said ? said : "follow-up";
}

#define FOLDER "templates/email"

static size_t list_names(struct email *email, struct str **ret) {
    struct run *run = email->run;
    const World *world = session_world(run->session);
    const char *homes[] = {run->workspace ? run->workspace->directory : NULL,
                           world_installation(world)};
    struct str *names = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(homes); i++) {
        char **files = NULL;
        size_t n_files = homes[i]
                             ? world_list(session_world(run->session), run->arena,
                                          arena_printf(run->arena, "%s/" FOLDER, homes[i]), &files)
                             : 0;
        for (size_t k = 0; k < n_files; k++) {
            struct str name = str_from(files[k]);
            if (str_ends_with(name, ".md")) {
                names = arena_grow(run->arena, names, n, &capacity, sizeof *names);
                names[n++] = str_slice(name, 0, name.n - strlen(".md"));
            }
        }
    }
    *ret = names;
    return n;
}

static bool report_unknown(struct email *email) {
    struct diags *diags = email->run->diags;
    struct str *names = NULL;
    size_t n = list_names(email, &names);
    diag_error(diags, (struct span){0}, DIAG_EMAIL_TEMPLATE, "no text for mail is called \"%s\"",
               email->name);
    int nearest = n > 0 ? str_nearest(str_from(email->name), names, n) : -1;
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(all, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(names[i]));
    }
    if (nearest >= 0) {
        diag_hint(diags, "Did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest]));
    } else {
        diag_hint(diags, "There are: %s; " FOLDER "/ holds them.", all->str);
    }
    return false;
}

bool email_load_template(struct email *email) {
    struct run *run = email->run;
    World *world = session_world(run->session);
    email->name = choose_template(email);
    const char *path =
        run_find_template(run->arena, run->session, run->workspace, FOLDER, str_from(email->name));
    if (!path) {
        return report_unknown(email);
    }
    email->source = world_read_text(world, path, (struct span){0}, run->diags);
    if (!email->source) {
        return false;
    }
    load_front_matter(run->arena, email->source, run->diags, &email->meta, &email->body);
    if (value_string(value_get(email->meta, "subject")).n > 0) {
        return true;
    }
    diag_error(run->diags, span_of_file(email->source), DIAG_EMAIL_TEMPLATE,
               "a text for mail needs a subject");
    diag_hint(run->diags, "Write \"subject: ...\" in its front matter.");
    return false;
}

/* --- values --------------------------------------------------------------------------------- */

/* The document's values, and under `email` what only a message knows. */
static struct value *make_root(struct email *email) {
    struct run *run = email->run;
    struct value *root = value_copy(run->arena, run->root);
    struct value *own = value_new(run->arena, VALUE_MAP, (struct span){0});
    const struct mail *mail = &email->mail;
    value_put_text(run->arena, own, "to_name", mail->n_to == 1 ? mail->to[0].name : "");
    value_put_text(run->arena, own, "to_address", mail->to[0].address);
    value_put_text(run->arena, own, "from_name", mail->from.name);
    value_put_text(run->arena, own, "from_address", mail->from.address);
    value_put_text(run->arena, own, "title", run->display->meta.title);
    value_put_text(run->arena, own, "file", mail->attachment.name);
    value_put(run->arena, own, "pages",
              value_new_number(run->arena, (struct span){0},
                               decimal_from_int((int64_t)run->display->n_pages)));
    value_put(run->arena, root, "email", own);
    return root;
}

/* --- bodies --------------------------------------------------------------------------------- */

static bool fill(struct email *email, const struct value *root, struct text **ret) {
    struct run *run = email->run;
    struct fill_options options = run_fill_options(run);
    options.cache = NULL; /* its sources live as long as the session, this one as the job */
    options.escape = FILL_NONE;
    struct value *meta = NULL;
    bool is_filled = fill_strings(run->arena, email->meta, root, &options, run->diags, &meta);
    options.escape = FILL_MARKDOWN;
    is_filled =
        fill_template(run->arena, email->source, email->body, root, &options, run->diags, ret) &&
        is_filled;
    if (!is_filled) {
        return false;
    }
    email->meta = meta;
    return true;
}

static bool take_subject(struct email *email) {
    const struct value *value = value_get(email->meta, "subject");
    struct str subject = str_trim(value_string(value));
    email->mail.subject = str_cstr(email->run->arena, subject);
    email->mail.subject_at = value->at;
    if (subject.n == 0) {
        return diag_error(email->run->diags, value->at, DIAG_EMAIL_TEMPLATE,
                          "the subject is empty with these values");
    }
    return mail_check_header(subject, "subject", value->at, email->run->diags);
}

static const char *company_text(struct email *email, const char *key) {
    const struct value *value = value_get(value_get(email->run->root, "company"), key);
    return value ? str_cstr(email->run->arena, value_to_str(email->run->arena, value)) : "";
}

static const char *make_imprint(struct email *email) {
    const char *name = company_text(email, "legal_name"), *address = company_text(email, "address");
    name = *name ? name : company_text(email, "name");
    return *address ? arena_printf(email->run->arena, "%s \302\267 %s", name, address) : name;
}

/* A text of the front matter on one line, filled; "": none. */
static const char *meta_line(struct email *email, const char *key) {
    struct str text = value_string(value_get(email->meta, key));
    g_autofree char *copy = g_strndup(text.p, text.n);
    g_auto(GStrv) words = g_strsplit_set(copy, " \n\t\r", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    for (char **word = words; *word; word++) {
        if (**word) {
            g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", *word);
        }
    }
    return arena_strdup(email->run->arena, line->str);
}

static const char *language_of(struct email *email) {
    const char *own = value_text(email->run->arena, value_get(email->meta, "lang"), NULL);
    return own ? own : email->run->display->meta.language;
}

static bool make_look(struct email *email, struct mail_look *ret) {
    const struct rgb *colours = email->run->theme->colours;
    struct mail_look look = {
        .language = language_of(email) ? language_of(email) : "en",
        .title = email->mail.subject,
        .preheader = meta_line(email, "preheader"),
        .ground = colours[COLOUR_GROUND],
        .ink = colours[COLOUR_INK],
        .muted = colours[COLOUR_MUTED],
        .brand = colours[COLOUR_BRAND],
        .link = colours[COLOUR_LINK],
        .card = colours[COLOUR_CARD],
        .rule = colours[COLOUR_RULE],
        .attached = email->run->display->meta.title,
        .caption = meta_line(email, "caption"),
        .company = company_text(email, "name"),
        .imprint = make_imprint(email),
        .website = company_text(email, "website"),
    };
    if (!email_add_logo(email, look.company, &look.logo) || !email_add_page(email, &look.page)) {
        return false;
    }
    *ret = look;
    return true;
}

static void check_length(struct email *email, size_t n_bytes) {
    if (n_bytes > MAIL_SHOWN_BYTES_MAX) {
        diag_warning(email->run->diags, span_of_file(email->source), DIAG_EMAIL_LONG,
                     "the message has %zu KB of HTML, and Gmail shows no more than %d",
                     n_bytes / 1024, MAIL_SHOWN_BYTES_MAX / 1024);
        diag_hint(email->run->diags, "Leave long lists and tables to the document.");
    }
}

bool email_write_body(struct email *email) {
    struct run *run = email->run;
    struct text *text = NULL;
    struct doc *doc = NULL;
    struct mail_look look;
    if (!fill(email, make_root(email), &text) || !take_subject(email) ||
        !parse_markdown(run->arena, text, email->meta, run->diags, &doc) ||
        !make_look(email, &look)) {
        return false;
    }
    g_autoptr(GString) plain = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);
    mail_write_text(doc, &look, plain);
    mail_write_html(doc, &look, html);
    check_length(email, html->len);
    email->mail.text = arena_strdup(run->arena, plain->str);
    email->mail.html = arena_strdup(run->arena, html->str);
    return true;
}
