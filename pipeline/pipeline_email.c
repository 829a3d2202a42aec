#include "pipeline_email_priv.h"

#include "deliver.h"

#include <string.h>

/* The dots of an inch of the first page's picture: 680 pixels' width of a letter, shown at half. */
enum { PAGE_DPI = 80 };

static bool paint_first_page(struct email *email) {
    struct run *run = email->run;
    const struct painter *painter = paint_open("png", run->diags);
    const struct paint_options options = {.dpi = PAGE_DPI};
    struct display one = *run->display;
    one.n_pages = 1;
    return painter && paint_display(painter, &one, &options, run->diags, &email->page);
}

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

/* out/<partner>/<document>-<period>.eml, beside the PDF. */
static const char *message_path(const struct run *run) {
    const char *pdf = run_output_path(run, run->partner         ? run->entry.slug
                                           : run->has_programme ? "programme"
                                                                : NULL);
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

static struct email_result make_result(const struct email *email) {
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

/* Who gets it is looked at although the text is wrong, so that one run shows all mistakes. */
static bool make_message(struct email *email) {
    size_t errors_before = email->run->diags->n_errors;
    bool has_template = email_load_template(email);
    if (!has_template || !email_find_people(email) || !paint_first_page(email)) {
        return false;
    }
    take_attachment(email);
    return email_write_body(email) && email->run->diags->n_errors == errors_before;
}

bool pipeline_email(Session *session, Arena *arena, const struct email_options *options,
                    struct diags *diags, struct email_result *ret) {
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct job job = options->job;
    job.painter = "pdf";
    struct run run = {
        .arena = arena, .session = session, .job = &job, .diags = diags, .paths = paths};
    struct email email = {.run = &run, .options = options};
    email.mail.is_draft = true;
    bool is_done = run_make(&run) && make_message(&email) && write_message(&email);
    if (is_done) {
        *ret = make_result(&email);
    }
    g_clear_pointer(&email.page, g_bytes_unref);
    g_clear_pointer(&run.bytes, g_bytes_unref);
    return is_done;
}
