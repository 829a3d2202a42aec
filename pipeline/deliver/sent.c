#include "sent.h"

#include "ledger_fields.h"
#include "ledger_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/*
 *   pdfgen sent 1
 *   state  document  partner  period  address  message-id  sha256  date  said
 *
 * A last line without its end is one that was being written when the process or the power went:
 * nothing was sent on its strength, and it is cut off. Any other line that cannot be read is an
 * error: what is not understood must not lead to a second message.
 */

static const char head[] = "pdfgen sent 1";
static const char *const words[] = {
    [SENT_SENDING] = "sending",
    [SENT_SENT] = "sent",
    [SENT_REFUSED] = "refused",
    [SENT_DEFERRED] = "deferred",
};

struct sent {
    Arena *arena, *scratch;
    char *path, *shown;
    int descriptor; /* -1: there is none */
    int64_t size;
    GHashTable *entries; /* key -> struct sent_entry * */
};

static bool report(const Sent *sent, int error, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_EMAIL_LEDGER,
               "could not write down in \"%s\" what is sent: %s", sent->shown, g_strerror(error));
    diag_hint(diags, "Without that nothing is sent; the folder needs room and the right to write.");
    return false;
}

/* --- lines ---------------------------------------------------------------------------------- */

/* Addresses differ by case in theory only. */
static char *key_of(const struct sent_entry *entry) {
    g_autofree char *address = g_ascii_strdown(entry->address, -1);
    return g_strdup_printf("%s\t%s\t%s\t%s", entry->document, entry->partner, entry->period,
                           address);
}

static void append_line(GString *out, const struct sent_entry *entry) {
    const char *const texts[] = {entry->document,   entry->partner, entry->period, entry->address,
                                 entry->message_id, entry->sha256,  entry->date,   entry->said};
    g_string_append(out, words[entry->state]);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        fields_append_text(out, texts[i]);
    }
    g_string_append_c(out, '\n');
}

/* A line says of a message much of what the one before it said: that is kept once. */
static void keep(Sent *sent, const struct sent_entry *entry) {
    g_autofree char *key = key_of(entry);
    struct sent_entry *kept = g_hash_table_lookup(sent->entries, key);
    if (!kept) {
        kept = ARENA_NEW(sent->arena, struct sent_entry);
        g_hash_table_insert(sent->entries, arena_strdup(sent->arena, key), kept);
    }
    kept->state = entry->state;
    const char **const texts[] = {&kept->document,   &kept->partner, &kept->period, &kept->address,
                                  &kept->message_id, &kept->sha256,  &kept->date,   &kept->said};
    const char *const said[] = {entry->document,   entry->partner, entry->period, entry->address,
                                entry->message_id, entry->sha256,  entry->date,   entry->said};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *text = said[i] ? said[i] : "";
        if (g_strcmp0(*texts[i], text) != 0) {
            *texts[i] = arena_strdup(sent->arena, text);
        }
    }
}

static bool parse_state(struct str word, enum sent_state *ret) {
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (str_is(word, words[i])) {
            *ret = (enum sent_state)i;
            return true;
        }
    }
    return false;
}

static bool parse_line(Sent *sent, struct str line) {
    struct arena_mark mark = arena_mark(sent->scratch);
    struct fields fields = {.arena = sent->scratch, .rest = line};
    struct sent_entry entry = {0};
    const char **const texts[] = {&entry.document,   &entry.partner, &entry.period, &entry.address,
                                  &entry.message_id, &entry.sha256,  &entry.date,   &entry.said};
    bool is_known = parse_state(fields_next(&fields), &entry.state);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        *texts[i] = fields_next_text(&fields);
    }
    bool is_good = is_known && !fields.is_bad && fields.is_over;
    if (is_good) {
        keep(sent, &entry);
    }
    arena_reset(sent->scratch, mark);
    return is_good;
}

static bool report_line(const Sent *sent, size_t number, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_EMAIL_LEDGER,
               "line %zu of \"%s\", where it is written what was sent, cannot be read", number,
               sent->shown);
    diag_hint(diags, "Nothing is sent until it can: it might be sent twice. Repair or remove it.");
    return false;
}

/* Takes whole lines off @text, whose first @n_seen bytes hold no end of one. */
static bool take_lines(Sent *sent, GString *text, size_t n_seen, size_t *number,
                       struct diags *diags) {
    size_t begin = 0;
    const char *end;
    while ((end = memchr(text->str + n_seen, '\n', text->len - n_seen)) != NULL) {
        n_seen = (size_t)(end - text->str) + 1;
        struct str line = {text->str + begin, n_seen - 1 - begin};
        begin = n_seen;
        ++*number;
        if (*number == 1 ? !str_is(line, head) : !parse_line(sent, line)) {
            return report_line(sent, *number, diags);
        }
    }
    sent->size += (int64_t)begin;
    g_string_erase(text, 0, (gssize)begin);
    return true;
}

/* --- the file ------------------------------------------------------------------------------- */

static bool report_unread(const Sent *sent, int error, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_EMAIL_LEDGER,
               "could not read in \"%s\" what was sent: %s", sent->shown, g_strerror(error));
    diag_hint(diags, "Without that nothing is sent: it might be sent twice.");
    return false;
}

/* Piece by piece: years of messages need not stand in the memory at once. */
static bool read_lines(Sent *sent, struct diags *diags) {
    g_autoptr(GString) text = g_string_new(NULL);
    size_t number = 0;
    for (;;) {
        size_t n_seen = text->len;
        int error = ledger_get_piece(sent->descriptor, text);
        if (error != 0) {
            return report_unread(sent, error, diags);
        }
        if (text->len == n_seen) {
            return true;
        }
        if (!take_lines(sent, text, n_seen, &number, diags)) {
            return false;
        }
    }
}

static int append(Sent *sent, const GString *lines) {
    int error = ledger_put(sent->descriptor, lines->str, lines->len);
    if (error == 0 && fdatasync(sent->descriptor) != 0) {
        error = errno;
    }
    if (error == 0) {
        sent->size += (int64_t)lines->len;
    } else if (ftruncate(sent->descriptor, sent->size) != 0 ||
               lseek(sent->descriptor, sent->size, SEEK_SET) < 0) {
        error = errno;
    }
    return error;
}

/*
 * The name of a new file is on the disk when its folder is, and so is the folder's: of a ledger
 * that a power failure takes away all would be sent again.
 */
static int flush_folders(const char *path) {
    enum { N_FOLDERS = 3 }; /* .pdfgen, out, the workspace */
    g_autofree char *folder = g_strdup(path);
    int error = 0;
    for (int i = 0; i < N_FOLDERS && error == 0; i++) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
        int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        error = descriptor < 0 || fsync(descriptor) != 0 ? errno : 0;
        if (descriptor >= 0) {
            close(descriptor);
        }
        error = error == EINVAL || error == EACCES ? 0 : error; /* not where it cannot be done */
    }
    return error;
}

static int begin(Sent *sent) {
    if (ftruncate(sent->descriptor, sent->size) != 0 ||
        lseek(sent->descriptor, sent->size, SEEK_SET) < 0) {
        return errno;
    }
    if (sent->size > 0) {
        return 0;
    }
    g_autoptr(GString) line = g_string_new(head);
    g_string_append_c(line, '\n');
    int error = append(sent, line);
    return error ? error : flush_folders(sent->path);
}

/* True also where there is none. */
static bool open_to_read(Sent *sent, struct diags *diags) {
    sent->descriptor = open(sent->path, O_RDONLY | O_CLOEXEC);
    return sent->descriptor >= 0 || errno == ENOENT || report_unread(sent, errno, diags);
}

static bool open_file(Sent *sent, struct diags *diags) {
    g_autofree char *folder = g_path_get_dirname(sent->path);
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        return report(sent, errno, diags);
    }
    int error = ledger_open_locked(sent->path, &sent->descriptor);
    if (sent->descriptor >= 0 && (error == EACCES || error == EAGAIN)) {
        diag_error(diags, (struct span){0}, DIAG_BATCH_LOCKED,
                   "another pdfgen is sending the messages of \"%s\"", sent->shown);
        diag_hint(diags, "Wait until it has ended; two at once could send one twice.");
        return false;
    }
    return error == 0 || report(sent, error, diags);
}

Sent *sent_open(const char *folder, const char *shown, bool is_reading, struct diags *diags) {
    Sent *sent = g_new0(Sent, 1);
    sent->arena = arena_new();
    sent->scratch = arena_new();
    sent->path = g_build_filename(folder, ".pdfgen", "sent", NULL);
    sent->shown = g_build_filename(shown, ".pdfgen", "sent", NULL);
    sent->descriptor = -1;
    sent->entries = g_hash_table_new(g_str_hash, g_str_equal);
    bool is_open = (is_reading ? open_to_read(sent, diags) : open_file(sent, diags)) &&
                   (sent->descriptor < 0 || read_lines(sent, diags));
    int error = is_open && !is_reading ? begin(sent) : 0;
    if (!is_open || error != 0) {
        if (error != 0) {
            report(sent, error, diags);
        }
        sent_close(sent);
        return NULL;
    }
    return sent;
}

void sent_close(Sent *sent) {
    if (!sent) {
        return;
    }
    if (sent->descriptor >= 0) {
        close(sent->descriptor);
    }
    g_hash_table_unref(sent->entries);
    g_free(sent->path);
    g_free(sent->shown);
    arena_free(sent->arena);
    arena_free(sent->scratch);
    g_free(sent);
}

const struct sent_entry *sent_lookup(const Sent *sent, const struct sent_entry *key) {
    g_autofree char *text = key_of(key);
    return g_hash_table_lookup(sent->entries, text);
}

bool sent_write(Sent *sent, const struct sent_entry *entries, size_t n, struct diags *diags) {
    g_autoptr(GString) lines = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        append_line(lines, &entries[i]);
    }
    int error = append(sent, lines);
    if (error != 0) {
        return report(sent, error, diags);
    }
    for (size_t i = 0; i < n; i++) {
        keep(sent, &entries[i]);
    }
    return true;
}
