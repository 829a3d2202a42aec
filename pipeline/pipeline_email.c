#include "pipeline_email_priv.h"

#include "deliver.h"

#include <string.h>

static void take_attachment(struct email *email) {
    struct run *run = email->run;
    struct str title = str_from(run->display->meta.title);
    email->mail.attachment = (struct mail_file){
        .name = mail_file_name(run->arena, title, ".pdf"),
        .type = "application/pdf",
        .bytes = run->bytes,
    };
    email->mail.date = world_today(session_world(run->session));
}

static const char *pdf_path(const struct run *run) {
    return run_output_path(run, run->partner         ? run->entry.slug
                                : run->has_programme ? "programme"
                                                     : NULL);
}

/* out/<partner>/<document>-<period>.eml, beside the PDF. */
static const char *message_path(const struct run *run) {
    const char *pdf = pdf_path(run);
    return arena_printf(run->arena, "%.*s.eml", (int)(strlen(pdf) - strlen(".pdf")), pdf);
}

static bool write_message(struct email *email) {
    struct run *run = email->run;
    struct job job = *run->job;
    GBytes *bytes = NULL;
    if (!mail_compose(&email->mail, run->diags, &bytes)) {
        return false;
    }
    job.output =
        job.output ? job.output
                   : world_display_path(session_world(run->session), run->arena, message_path(run));
    struct run out = *run;
    out.job = &job;
    out.bytes = bytes;
    bool is_written = run_deliver(&out);
    run->shown = out.shown;
    g_bytes_unref(bytes);
    return is_written;
}

static char **show_all(Arena *arena, const struct mailbox *mailboxes, size_t n) {
    char **list = ARENA_NEW_N(arena, char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        list[i] = mailbox_show(arena, &mailboxes[i]);
    }
    return list;
}

struct email_result email_result_of(const struct email *email) {
    Arena *arena = email->run->arena;
    const struct mail *mail = &email->mail;
    return (struct email_result){
        .path = email->run->shown,
        .message_id = mail_message_id(arena, mail),
        .subject = mail->subject,
        .template = email->name,
        .to = show_all(arena, mail->to, mail->n_to),
        .cc = show_all(arena, mail->cc, mail->n_cc),
        .attachment = mail->attachment.name,
        .pages = email->run->display->n_pages,
        .bytes = g_bytes_get_size(mail->attachment.bytes),
    };
}

/* --- the PDF that lies there ------------------------------------------------------------------ */

/* The day that a PDF says it was made on, in its XMP, which is never compressed. */
static bool find_day(GBytes *pdf, struct date *ret) {
    gsize n = 0;
    const char *p = g_bytes_get_data(pdf, &n);
    const struct str text = {p, n}, tag = STR("<xmp:CreateDate>");
    size_t at = str_find(text, tag, 0);
    return at < n && date_parse(str_slice(text, at + tag.n, at + tag.n + 10), ret);
}

static bool report_stale(struct run *run, const char *path) {
    diag_error(run->diags, (struct span){0}, DIAG_EMAIL_STALE,
               "\"%s\" is not what its data and template give now, and is not sent",
               world_display_path(session_world(run->session), run->arena, path));
    diag_hint(run->diags, "Make it again with `pdfgen %s`, look at it, and send it then.",
              run->job->document);
    return false;
}

/* The job again, as on another day; the period stays. */
static bool make_on(struct email *email, struct date day) {
    struct run *run = email->run;
    World *world = session_world(run->session);
    struct date today = world_today(world);
    struct job *job = arena_memdup(run->arena, run->job, sizeof *job);
    job->period = run->period.id;
    struct run again = {.arena = run->arena,
                        .session = run->session,
                        .job = job,
                        .diags = run->diags,
                        .paths = run->paths,
                        .needs_all_values = true};
    world_set_today(world, day);
    bool is_made = run_make(&again);
    world_set_today(world, today);
    g_bytes_unref(run->bytes);
    *run = again;
    return is_made;
}

bool email_match_file(struct email *email) {
    struct run *run = email->run;
    World *world = session_world(run->session);
    const char *path = pdf_path(run);
    struct date day;
    if (run->job->encryption || !world_is_file(world, path)) {
        return true; /* an encrypted one is never the same twice */
    }
    GBytes *file = world_read_bytes(world, path, PDF_BYTES_MAX, (struct span){0}, run->diags);
    if (!file || g_bytes_equal(file, run->bytes)) {
        return file != NULL;
    }
    bool is_other_day = find_day(file, &day) && date_compare(day, world_today(world)) != 0;
    if (is_other_day && !make_on(email, day)) {
        return false;
    }
    return g_bytes_equal(file, run->bytes) || report_stale(run, path);
}

/* --- the message ------------------------------------------------------------------------------ */

/* Who gets it is looked at although the text is wrong, so that one run shows all mistakes. */
static bool make_message(struct email *email) {
    size_t errors_before = email->run->diags->n_errors;
    if (!email_load_template(email) || !email_find_people(email)) {
        return false;
    }
    take_attachment(email);
    return email_write_body(email) && email->run->diags->n_errors == errors_before;
}

/* What is about all partners is not for one of them, by a slip of the command line. */
static bool check_about(struct run *run, const char *option) {
    if (!run_is_about_programme(run)) {
        return true;
    }
    diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "\"%s\" is about all partners together, not for one of them", run->job->document);
    diag_hint(run->diags, "Leave out %s, and name who gets it with --to.", option);
    return false;
}

/* Whole words: "International" is not meant. */
static bool says_internal(struct str text) {
    g_autofree char *folded = g_utf8_casefold(text.p, (gssize)text.n);
    g_auto(GStrv) words = g_strsplit_set(folded, " ,;:/()", -1);
    return g_strv_contains((const char *const *)words, "internal");
}

/* What is for the own company only: so marked, or with all that is known of the partner in it. */
static bool check_internal(const struct run *run, const struct email_options *options) {
    const struct value *mark = value_get(run->meta, "confidentiality");
    if (options->is_internal) {
        return true;
    }
    if (says_internal(value_string(mark))) {
        diag_error(run->diags, mark->at, DIAG_EMAIL_INTERNAL,
                   "\"%s\" is marked internal, and does not go into a message", run->job->document);
    } else if (run->job->attach_data) {
        diag_error(run->diags, (struct span){0}, DIAG_EMAIL_INTERNAL,
                   "--attach-data puts all that is known of the partner into the PDF, and the PDF "
                   "into a message");
    } else {
        return true;
    }
    diag_hint(run->diags, "Add --internal where everybody who gets it may read it.");
    return false;
}

bool email_check_all(Session *session, Arena *arena, const struct email_options *options,
                     struct diags *diags) {
    struct job job = options->job;
    struct run run = {.arena = arena, .session = session, .job = &job, .diags = diags};
    size_t errors_before = diags->n_errors;
    return run_load_shared(&run) && check_about(&run, "--all") && check_internal(&run, options) &&
           diags->n_errors == errors_before;
}

bool email_make(struct email *email) {
    struct run *run = email->run;
    run->needs_all_values = true; /* the message has a template of its own */
    return run_make(run) && (!run->partner || check_about(run, "--partner")) &&
           check_internal(run, email->options) &&
           (email->mail.is_draft || email_match_file(email)) && make_message(email);
}

void email_clear(struct email *email) {
    g_clear_pointer(&email->page, g_bytes_unref);
    g_clear_pointer(&email->logo, g_bytes_unref);
    g_clear_pointer(&email->run->bytes, g_bytes_unref);
}

bool pipeline_email(Session *session, Arena *arena, const struct email_options *options,
                    struct diags *diags, struct email_result *ret) {
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct job job = options->job;
    job.painter = job.painter ? job.painter : "pdf";
    struct run run = {
        .arena = arena, .session = session, .job = &job, .diags = diags, .paths = paths};
    struct email email = {.run = &run, .options = options, .mail.is_draft = true};
    bool is_done = email_make(&email) && write_message(&email);
    if (is_done) {
        *ret = email_result_of(&email);
    }
    email_clear(&email);
    return is_done;
}
