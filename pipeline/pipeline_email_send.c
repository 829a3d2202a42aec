#include "pipeline_email_priv.h"

#include "digest.h"
#include "pipeline_partners.h"
#include "sent.h"

#include <string.h>

/* Whose a message about all partners is. */
#define PROGRAMME "programme"

/*
 * One message after the other: a server that takes mail wants it so, and of two connections neither
 * would know what the other has sent. Each has an arena of its own.
 */

struct sending {
    Session *session;
    const struct sending_options *options;
    struct diags *diags;
    Arena *arena; /* of the whole */
    const struct workspace *workspace;
    struct mail_server server;
    MailWay *way; /* NULL: nothing is sent */
    Sent *sent;
    size_t *counts;
    int64_t next_us; /* when the rate lets the next one go */
    bool is_ending;  /* the server or the disk fails: the rest is left */
};

/* A message in hand. */
struct one {
    struct email *email;
    struct email_result result;
    struct diags *diags;     /* its own */
    struct sent_entry *open; /* addresses that it was not sent to */
    size_t n_open;
    size_t n_unknown;
    const char *unknown_id, *unknown_address;
    const char *said;
};

/* --- what is known -------------------------------------------------------------------------- */

static struct sent_entry entry_of(const struct one *one, const struct mailbox *to) {
    const struct run *run = one->email->run;
    gsize n = 0;
    const void *bytes = g_bytes_get_data(one->email->mail.attachment.bytes, &n);
    struct digest_text digest = digest_of(bytes, n);
    return (struct sent_entry){
        .document = run->job->document,
        .partner = run->entry.slug ? run->entry.slug : PROGRAMME,
        .period = run->period.id ? run->period.id : "",
        .address = to->address,
        .message_id = one->result.message_id,
        .sha256 = arena_strdup(run->arena, digest.text),
        .date = date_format_iso(run->arena, world_today(session_world(run->session))),
        .said = "",
    };
}

static void look_up(const struct sending *sending, struct one *one, const struct mailbox *to) {
    struct sent_entry entry = entry_of(one, to);
    const struct sent_entry *known = sent_lookup(sending->sent, &entry);
    bool is_unknown = known && known->state == SENT_SENDING;
    if (is_unknown) {
        one->n_unknown++;
        one->unknown_id = known->message_id;
        one->unknown_address = to->address;
    }
    if (sending->options->is_marking) {
        if (is_unknown) {
            one->open[one->n_open++] = *known;
        }
    } else if (!known || known->state != SENT_SENT || sending->options->is_again) {
        one->open[one->n_open++] = entry;
    }
}

static void look_all_up(const struct sending *sending, struct one *one) {
    const struct mail *mail = &one->email->mail;
    one->open = ARENA_NEW_N(one->email->run->arena, struct sent_entry, mail->n_to + mail->n_cc);
    for (size_t i = 0; i < mail->n_to; i++) {
        look_up(sending, one, &mail->to[i]);
    }
    for (size_t i = 0; i < mail->n_cc; i++) {
        look_up(sending, one, &mail->cc[i]);
    }
}

/* --- what becomes of it --------------------------------------------------------------------- */

static enum email_status write_down(struct sending *sending, struct one *one, enum sent_state state,
                                    enum email_status status) {
    for (size_t i = 0; i < one->n_open; i++) {
        one->open[i].state = state;
        one->open[i].said = one->said;
    }
    if (!sent_write(sending->sent, one->open, one->n_open, one->diags)) {
        sending->is_ending = true;
        /* The last word on it on the disk is "sending": that is what the next run will find. */
        return status == EMAIL_MARKED ? EMAIL_FAILED : EMAIL_UNKNOWN;
    }
    return status;
}

static void hint_at_unknown(const struct one *one) {
    diag_hint(one->diags, "Look for the Message-ID at the server or ask; then --sent writes down "
                          "that it was sent, --again sends it again.");
}

static enum email_status report_unknown(const struct one *one) {
    diag_error(one->diags, (struct span){0}, DIAG_EMAIL_UNKNOWN,
               "it is not known whether <%s> went to %s: sending it was begun and not ended",
               one->unknown_id, one->unknown_address);
    hint_at_unknown(one);
    return EMAIL_UNKNOWN;
}

/* What the server said, or why it could not. */
static enum email_status judge(struct sending *sending, struct one *one,
                               const struct mail_reply *reply) {
    const char *host = sending->server.host;
    g_autofree char *tries =
        reply->n_tries > 1 ? g_strdup_printf(" after %u tries", reply->n_tries) : g_strdup("");
    one->said = reply->said;
    switch (reply->outcome) {
    case MAIL_SENT: return write_down(sending, one, SENT_SENT, EMAIL_SENT);
    case MAIL_REFUSED:
        diag_error(one->diags, (struct span){0}, DIAG_EMAIL_REFUSED,
                   "%s refused the message, nobody got it: %s", host, reply->said);
        diag_hint(one->diags, "Correct what it says; the next run tries again.");
        return write_down(sending, one, SENT_REFUSED, EMAIL_REFUSED);
    case MAIL_UNKNOWN:
        diag_error(one->diags, (struct span){0}, DIAG_EMAIL_UNKNOWN,
                   "%s had <%s> and gave no answer, so it is not known whether it was sent: %s",
                   host, one->result.message_id, reply->said);
        hint_at_unknown(one);
        return EMAIL_UNKNOWN; /* "sending" stays the last word */
    case MAIL_DEFERRED:
        sending->is_ending = reply->is_server;
        diag_error(one->diags, (struct span){0},
                   reply->is_server ? DIAG_EMAIL_SERVER : DIAG_EMAIL_DEFERRED,
                   "%s did not take the message%s: %s", host, tries, reply->said);
        diag_hint(one->diags, reply->is_server ? "Look at \"email\" in pdfgen.yaml; docs/email.md."
                                               : "The same command later tries again.");
        return write_down(sending, one, SENT_DEFERRED, EMAIL_DEFERRED);
    }
    g_assert_not_reached();
}

static void keep_rate(struct sending *sending) {
    if (sending->options->per_minute > 0) {
        mail_wait(sending->next_us - world_clock_us());
        sending->next_us = world_clock_us() + 60000000 / sending->options->per_minute;
    }
}

static enum email_status hand_over(struct sending *sending, struct one *one, GBytes *bytes) {
    Arena *arena = one->email->run->arena;
    const char **to = ARENA_NEW_N(arena, const char *, one->n_open);
    for (size_t i = 0; i < one->n_open; i++) {
        to[i] = one->open[i].address;
        one->open[i].state = SENT_SENDING;
    }
    const struct mail_envelope envelope = {
        .from = one->email->mail.from.address, .to = to, .n_to = one->n_open, .message = bytes};
    struct mail_reply reply = {0};
    keep_rate(sending);
    if (!sent_write(sending->sent, one->open, one->n_open, one->diags)) {
        sending->is_ending = true;
        return EMAIL_FAILED;
    }
    mail_send(arena, sending->way, &envelope, &reply);
    return judge(sending, one, &reply);
}

static enum email_status send_one(struct sending *sending, struct one *one) {
    const struct sending_options *options = sending->options;
    look_all_up(sending, one);
    if (one->n_unknown > 0 && options->is_marking) {
        one->said = "--sent";
        return write_down(sending, one, SENT_SENT, EMAIL_MARKED);
    }
    if (one->n_unknown > 0 && !options->is_again) {
        return report_unknown(one);
    }
    if (one->n_open == 0) {
        return options->is_marking ? EMAIL_LEFT : EMAIL_ALREADY;
    }
    if (options->is_dry) {
        return EMAIL_WANTED;
    }
    GBytes *bytes = NULL;
    if (!mail_compose(&one->email->mail, one->diags, &bytes)) {
        return EMAIL_FAILED;
    }
    enum email_status status = hand_over(sending, one, bytes);
    g_bytes_unref(bytes);
    return status;
}

/* --- partners ------------------------------------------------------------------------------- */

static void tell(struct sending *sending, struct email_told *told) {
    sending->counts[told->status]++;
    sending->options->tell(sending->options->context, told);
    diags_clear(told->diags);
}

/* @entry NULL: as the job says. */
static void do_one(struct sending *sending, const struct partner_entry *entry) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct diags own = {.is_strict = sending->diags->is_strict};
    struct job job = sending->options->email.job;
    struct run run = {
        .arena = arena, .session = sending->session, .job = &job, .diags = &own, .paths = paths};
    if (entry) {
        job.partner = entry->slug;
        run.has_entry = true;
        run.entry = *entry;
    }
    struct email_told told = {
        .status = EMAIL_LEFT, .partner = job.partner ? job.partner : PROGRAMME, .diags = &own};
    struct email email = {.run = &run, .options = &sending->options->email};
    struct one one = {.email = &email, .diags = &own, .said = ""};
    if (!sending->is_ending) {
        told.status = EMAIL_FAILED;
        if (email_make(&email)) {
            one.result = email_result_of(&email);
            told.message = &one.result;
            told.status = send_one(sending, &one);
            told.said = one.said;
        }
    }
    tell(sending, &told);
    email_clear(&email);
}

static bool do_all(struct sending *sending) {
    struct partner_entry *entries = NULL;
    size_t n = 0;
    if (!sending->options->is_all) {
        do_one(sending, NULL);
        return true;
    }
    const struct partner_choice choice = {.world = session_world(sending->session),
                                          .workspace = sending->workspace,
                                          .where = sending->options->where,
                                          .file = sending->options->partners};
    world_record(choice.world);
    if (!partners_choose(sending->arena, &choice, sending->diags, &entries, &n) ||
        !email_check_all(sending->session, sending->arena, &sending->options->email,
                         sending->diags)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        world_begin_job(choice.world); /* what is read of each goes with it */
        do_one(sending, &entries[i]);
        world_end_job(choice.world);
    }
    return true;
}

/* The server is asked for last: a dry run needs none, and no password. */
static bool begin(struct sending *sending) {
    const struct sending_options *options = sending->options;
    World *world = session_world(sending->session);
    bool sends = !options->is_dry && !options->is_marking;
    if (!session_workspace(sending->session, true, sending->diags, &sending->workspace)) {
        return false;
    }
    if (sends &&
        (!email_read_server(sending->session, sending->arena, sending->diags, &sending->server) ||
         !(sending->way = mail_open(&sending->server, sending->diags)))) {
        return false;
    }
    const char *folder = arena_printf(sending->arena, "%s/out", sending->workspace->directory);
    sending->sent = sent_open(folder, world_display_path(world, sending->arena, folder),
                              options->is_dry, sending->diags);
    return sending->sent != NULL;
}

bool pipeline_email_send(Session *session, const struct sending_options *options,
                         struct diags *diags, size_t ret_counts[N_EMAIL_STATUSES]) {
    g_autoptr(Arena) arena = arena_new();
    struct sending sending = {.session = session,
                              .options = options,
                              .diags = diags,
                              .arena = arena,
                              .counts = ret_counts};
    bool is_done = begin(&sending) && do_all(&sending) && !sending.is_ending;
    mail_close(sending.way);
    sent_close(sending.sent);
    return is_done;
}
