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
 *
 * A message that the server defers is put aside, the next ones have their turns, and it comes again
 * when its own time has come: its document is made anew then, so that what waits takes no memory,
 * and is never older than its data. Meanwhile the ledger says "deferred": a run that is killed as
 * it waits leaves nothing unknown.
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

/* A partner's, and what was tried so far. */
struct turn {
    const struct partner_entry *entry; /* NULL: as the job says */
    unsigned n_tries;
    int64_t due_us;
    char *said; /* by the server at the last try; NULL: there was none */
};

/* A message in hand. */
struct one {
    struct email *email;
    struct turn *turn;
    struct email_result result;
    struct diags *diags;     /* its own */
    struct sent_entry *open; /* addresses that it was not sent to */
    size_t n_open;
    size_t n_unknown;
    const char *unknown_id, *unknown_address;
    const char *said;
    bool is_aside; /* its turn comes again */
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

static void report_deferred(const struct sending *sending, struct diags *diags, bool is_server,
                            unsigned n_tries, const char *said) {
    g_autofree char *tries =
        n_tries > 1 ? g_strdup_printf(" after %u tries", n_tries) : g_strdup("");
    diag_error(diags, (struct span){0}, is_server ? DIAG_EMAIL_SERVER : DIAG_EMAIL_DEFERRED,
               "%s did not take the message%s: %s", sending->server.host, tries, said);
    diag_hint(diags, is_server ? "Look at \"email\" in pdfgen.yaml; docs/email.md."
                               : "The same command later tries again.");
}

static enum email_status defer(struct sending *sending, struct one *one,
                               const struct mail_reply *reply) {
    struct turn *turn = one->turn;
    bool is_last = !reply->can_try_again || turn->n_tries >= sending->server.tries;
    if (reply->is_server || is_last) {
        sending->is_ending = reply->is_server;
        report_deferred(sending, one->diags, reply->is_server,
                        reply->is_server ? reply->n_tries : turn->n_tries, reply->said);
        return write_down(sending, one, SENT_DEFERRED, EMAIL_DEFERRED);
    }
    enum email_status status = write_down(sending, one, SENT_DEFERRED, EMAIL_DEFERRED);
    one->is_aside = status == EMAIL_DEFERRED;
    turn->due_us = world_clock_us() + mail_backoff_us(&sending->server, turn->n_tries);
    g_free(turn->said);
    turn->said = g_strdup(reply->said);
    return status;
}

/* What the server said, or why it could not. */
static enum email_status judge(struct sending *sending, struct one *one,
                               const struct mail_reply *reply) {
    const char *host = sending->server.host;
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
    case MAIL_DEFERRED: return defer(sending, one, reply);
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
    one->turn->n_tries++;
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

/* Of a run that ends early: what had no turn is left, what was put aside stays so. */
static enum email_status leave(const struct sending *sending, const struct turn *turn,
                               struct diags *diags) {
    if (!turn->said) {
        return EMAIL_LEFT;
    }
    report_deferred(sending, diags, false, turn->n_tries, turn->said);
    return EMAIL_DEFERRED;
}

/* True: its turn comes again. */
static bool do_one(struct sending *sending, struct turn *turn) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct diags own = {.is_strict = sending->diags->is_strict};
    struct job job = sending->options->email.job;
    struct run run = {
        .arena = arena, .session = sending->session, .job = &job, .diags = &own, .paths = paths};
    if (turn->entry) {
        job.partner = turn->entry->slug;
        run.has_entry = true;
        run.entry = *turn->entry;
    }
    struct email_told told = {
        .status = EMAIL_FAILED, .partner = job.partner ? job.partner : PROGRAMME, .diags = &own};
    struct email email = {.run = &run, .options = &sending->options->email};
    struct one one = {.email = &email, .turn = turn, .diags = &own, .said = ""};
    if (sending->is_ending) {
        told.status = leave(sending, turn, &own);
    } else if (email_make(&email)) {
        one.result = email_result_of(&email);
        told.message = &one.result;
        told.status = send_one(sending, &one);
        told.said = one.said;
    }
    if (one.is_aside) {
        diags_clear(&own); /* of the document: it is made again */
    } else {
        tell(sending, &told);
    }
    email_clear(&email);
    return one.is_aside;
}

/* --- turns ------------------------------------------------------------------------------------ */

struct turns {
    struct turn *items;
    size_t n, n_begun;
    GSequence *aside; /* struct turn *, what is due first in front */
};

static gint compare_due(gconstpointer a, gconstpointer b, gpointer context) {
    const struct turn *one = a, *other = b;
    (void)context;
    return (one->due_us > other->due_us) - (one->due_us < other->due_us);
}

/* What was put aside, when its time has come; else who had no turn yet; else what is due first. */
static struct turn *next_turn(struct turns *turns) {
    GSequenceIter *first = g_sequence_get_begin_iter(turns->aside);
    struct turn *aside = g_sequence_iter_is_end(first) ? NULL : g_sequence_get(first);
    bool has_more = turns->n_begun < turns->n;
    if (aside && (!has_more || aside->due_us <= world_clock_us())) {
        g_sequence_remove(first);
        return aside;
    }
    return has_more ? &turns->items[turns->n_begun++] : NULL;
}

static void wait_for(const struct sending *sending, const struct turn *turn, size_t n_aside) {
    int64_t us = turn->due_us - world_clock_us();
    if (us > 0 && !sending->is_ending) {
        sending->options->wait(sending->options->context, n_aside, us);
        mail_wait(us);
    }
}

static void take_turns(struct sending *sending, struct turns *turns) {
    World *world = session_world(sending->session);
    struct turn *turn;
    while ((turn = next_turn(turns)) != NULL) {
        wait_for(sending, turn, 1 + (size_t)g_sequence_get_length(turns->aside));
        if (turn->entry) {
            world_begin_job(world); /* what is read of each goes with it */
        }
        if (do_one(sending, turn)) {
            g_sequence_insert_sorted(turns->aside, turn, compare_due, NULL);
        }
        if (turn->entry) {
            world_end_job(world);
        }
    }
}

/* @entries NULL: one, as the job says. */
static void do_each(struct sending *sending, const struct partner_entry *entries, size_t n) {
    struct turns turns = {.items = g_new0(struct turn, n), .n = n, .aside = g_sequence_new(NULL)};
    for (size_t i = 0; entries && i < n; i++) {
        turns.items[i].entry = &entries[i];
    }
    take_turns(sending, &turns);
    for (size_t i = 0; i < n; i++) {
        g_free(turns.items[i].said);
    }
    g_sequence_free(turns.aside);
    g_free(turns.items);
}

static bool do_all(struct sending *sending) {
    struct partner_entry *entries = NULL;
    size_t n = 0;
    if (!sending->options->is_all) {
        do_each(sending, NULL, 1);
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
    do_each(sending, entries, n);
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
