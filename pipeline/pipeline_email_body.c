#include "pipeline_email_priv.h"

#include "parse.h"

#include <string.h>

/* --- the template --------------------------------------------------------------------------- */

/* The front matter's `email`, else by the document's name, else what fits any document. */
static const char *choose_template(const struct email *email) {
    static const struct {
        const char *document, *template;
    } rows[] = {
        {"monthly", "monthly-report"},       {"qbr", "qbr-invitation"},
        {"qbr-deck", "qbr-invitation"},      {"proposal", "renewal"},
        {"agreement", "onboarding-welcome"},
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

static void put_text(struct run *run, struct value *map, const char *key, const char *text) {
    value_put(run->arena, map, key,
              value_new_string(run->arena, (struct span){0}, str_from(text ? text : "")));
}

/* The document's values, and under `email` what only a message knows. */
static struct value *make_root(struct email *email) {
    struct run *run = email->run;
    struct value *root = value_copy(run->arena, run->root);
    struct value *own = value_new(run->arena, VALUE_MAP, (struct span){0});
    const struct mail *mail = &email->mail;
    put_text(run, own, "to_name", mail->n_to == 1 ? mail->to[0].name : "");
    put_text(run, own, "to_address", mail->to[0].address);
    put_text(run, own, "from_name", mail->from.name);
    put_text(run, own, "from_address", mail->from.address);
    put_text(run, own, "title", run->display->meta.title);
    put_text(run, own, "file", mail->attachment.name);
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

static const char *picture_type(struct str path) {
    static const char *const rows[][2] = {
        {".png", "image/png"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (str_ends_with(path, rows[i][0])) {
            return rows[i][1];
        }
    }
    return NULL; /* mail programs show no SVG */
}

static const char *add_picture(struct email *email, const char *name, const char *type,
                               GBytes *bytes) {
    email->pictures[email->mail.n_pictures++] =
        (struct mail_file){.name = name, .type = type, .bytes = bytes};
    email->mail.pictures = email->pictures;
    return mail_content_id(email->run->arena, bytes);
}

static void add_logo(struct email *email, struct mail_look *look) {
    struct run *run = email->run;
    const struct theme_logo *logo = theme_ground_logo(run->theme);
    const char *type = logo && logo->path ? picture_type(str_from(logo->path)) : NULL;
    if (!type) {
        return;
    }
    struct diags own = {0};
    GBytes *bytes = world_read_bytes(session_world(run->session), logo->path, WORLD_IMAGE_BYTES_MAX,
                                     (struct span){0}, &own);
    diags_clear(&own); /* the document has told of it */
    if (bytes) {
        const char *point = strrchr(logo->path, '.');
        look->logo_id = add_picture(email, arena_printf(run->arena, "logo%s", point), type, bytes);
        look->logo_alt = logo->alt ? logo->alt : look->company;
    }
}

static const char *company_text(struct email *email, const char *key) {
    const struct value *value = value_get(value_get(email->run->root, "company"), key);
    return value ? str_cstr(email->run->arena, value_to_str(email->run->arena, value)) : "";
}

static const char *make_footer(struct email *email) {
    static const char *const keys[] = {"legal_name", "address", "website"};
    g_autoptr(GString) footer = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *text = company_text(email, keys[i]);
        g_string_append_printf(footer, "%s%s", *text && footer->len > 0 ? " \302\267 " : "", text);
    }
    return arena_strdup(email->run->arena, footer->str);
}

static const char *language_of(struct email *email) {
    const char *own = value_text(email->run->arena, value_get(email->meta, "lang"), NULL);
    return own ? own : email->run->display->meta.language;
}

static struct mail_look make_look(struct email *email) {
    struct run *run = email->run;
    const struct rgb *colours = run->theme->colours;
    struct mail_look look = {
        .language = language_of(email) ? language_of(email) : "en",
        .title = email->mail.subject,
        .ground = colours[COLOUR_GROUND],
        .ink = colours[COLOUR_INK],
        .muted = colours[COLOUR_MUTED],
        .brand = colours[COLOUR_BRAND],
        .link = colours[COLOUR_LINK],
        .card = colours[COLOUR_CARD],
        .rule = colours[COLOUR_RULE],
        .company = company_text(email, "name"),
        .footer = make_footer(email),
    };
    add_logo(email, &look);
    look.page_id = add_picture(email, "page-1.png", "image/png", email->page);
    look.page_alt = arena_printf(run->arena, "%s: page 1 of %zu", run->display->meta.title,
                                 run->display->n_pages);
    return look;
}

bool email_write_body(struct email *email) {
    struct run *run = email->run;
    struct text *text = NULL;
    struct doc *doc = NULL;
    if (!fill(email, make_root(email), &text) || !take_subject(email) ||
        !parse_markdown(run->arena, text, email->meta, run->diags, &doc)) {
        return false;
    }
    g_autoptr(GString) plain = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);
    const struct mail_look look = make_look(email);
    mail_write_text(doc, plain);
    mail_write_html(doc, &look, html);
    email->mail.text = arena_strdup(run->arena, plain->str);
    email->mail.html = arena_strdup(run->arena, html->str);
    return true;
}
