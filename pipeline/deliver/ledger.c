#include "ledger_priv.h"

#include "digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The lock is a record lock (fcntl(2)): it goes with the process, however that ends, is not
 * inherited by the workers, and tells who holds it. It goes, too, when this process closes any
 * other descriptor of the same file, so the file is opened once.
 */

/* --- errors --------------------------------------------------------------------------------- */

static const char *ledger_hint(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT: return "Free some space; the same command then goes on where this one ended.";
    case EEXIST:
    case EISDIR:
    case ENOENT:
    case ENOTDIR: return "Something else stands there, or in its .pdfgen/; move it away.";
    case ENOLCK:
        return "That file system has no locks (fcntl); mount it with them, or use another.";
    default: return "A batch needs the right to write to that folder.";
    }
}

bool ledger_report(const Ledger *ledger, int error, struct diags *diags) {
    diag_error(diags, (struct span){0}, DIAG_BATCH_LEDGER,
               "could not write the ledger of \"%s\": %s", ledger->shown, g_strerror(error));
    diag_hint(diags, "%s", ledger_hint(error));
    return false;
}

static bool report_locked(const Ledger *ledger, int descriptor, struct diags *diags) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    bool is_known = fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    g_autofree char *who =
        is_known ? g_strdup_printf(" (process %ld)", (long)lock.l_pid) : g_strdup("");
    diag_error(diags, (struct span){0}, DIAG_BATCH_LOCKED, "another batch writes to \"%s\"%s",
               ledger->shown, who);
    diag_hint(diags, "Wait until it has ended; two at once would overwrite each other's work.");
    return false;
}

/* --- what is known -------------------------------------------------------------------------- */

uint32_t ledger_add_input(Ledger *ledger, const char *path, const char *digest) {
    g_autofree char *both = g_strconcat(digest, " ", path, NULL);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(ledger->numbers, both));
    if (known > 0) {
        return known - 1;
    }
    struct world_input input = {arena_strdup(ledger->arena, path),
                                arena_strdup(ledger->arena, digest)};
    g_array_append_val(ledger->inputs, input);
    g_hash_table_insert(ledger->numbers, arena_strdup(ledger->arena, both),
                        GUINT_TO_POINTER(ledger->inputs->len));
    return ledger->inputs->len - 1;
}

struct world_input ledger_input(const Ledger *ledger, uint32_t number) {
    return g_array_index(ledger->inputs, struct world_input, number);
}

static const char *keep_text(Ledger *ledger, const char *text) {
    return text ? arena_strdup(ledger->arena, text) : "";
}

void ledger_keep(Ledger *ledger, const struct ledger_document *document) {
    struct kept_document *kept = ARENA_NEW(ledger->arena, struct kept_document);
    struct ledger_document *facts = &kept->facts;
    *facts = *document;
    facts->path = keep_text(ledger, document->path);
    facts->files = keep_text(ledger, document->files);
    facts->document = keep_text(ledger, document->document);
    facts->partner = keep_text(ledger, document->partner);
    facts->period = keep_text(ledger, document->period);
    facts->sha256 = keep_text(ledger, document->sha256);
    facts->key = keep_text(ledger, document->key);
    facts->said = keep_text(ledger, document->said);
    facts->inputs =
        arena_memdup(ledger->arena, document->inputs, document->n_inputs * sizeof(uint32_t));
    kept->line = ledger->n_lines++;
    g_hash_table_replace(ledger->documents, (char *)facts->path, kept);
}

void ledger_drop(Ledger *ledger, const char *path) {
    g_hash_table_remove(ledger->documents, path);
    ledger->n_lines++;
}

const struct ledger_document *ledger_lookup(const Ledger *ledger, const char *path) {
    const struct kept_document *kept = g_hash_table_lookup(ledger->documents, path);
    return kept ? &kept->facts : NULL;
}

/* --- files ---------------------------------------------------------------------------------- */

int64_t ledger_mtime_ns(const struct stat *status) {
    return (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

static bool has_digest(const char *path, const char *sha256) {
    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        return false;
    }
    struct digest_text digest = digest_of(bytes, n);
    return g_str_equal(digest.text, sha256);
}

char *ledger_next_file(const Ledger *ledger, const char *path, struct str *files) {
    struct str name;
    if (files->n == 0) {
        return NULL;
    }
    str_cut(*files, '/', &name, files);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *file = g_strndup(name.p, name.n);
    return g_build_filename(ledger->folder, folder, file, NULL);
}

/* Pictures are few and small enough to be looked at each time. */
static bool are_files_intact(const Ledger *ledger, const struct ledger_document *document) {
    struct str rest = str_from(document->files);
    struct digest digest;
    bool is_read = true;
    digest_init(&digest);
    for (char *path; is_read && (path = ledger_next_file(ledger, document->path, &rest)) != NULL;) {
        g_autofree char *bytes = NULL;
        gsize n = 0;
        is_read = g_file_get_contents(path, &bytes, &n, NULL);
        digest_add(&digest, bytes, n);
        g_free(path);
    }
    struct digest_text text = digest_end(&digest);
    return is_read && g_str_equal(text.text, document->sha256);
}

bool ledger_is_intact(Ledger *ledger, const struct ledger_document *document) {
    struct kept_document *kept = g_hash_table_lookup(ledger->documents, document->path);
    g_autofree char *path = g_build_filename(ledger->folder, document->path, NULL);
    struct stat status;
    if (document->is_made && *document->files) {
        return are_files_intact(ledger, document);
    }
    if (!document->is_made || stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        (size_t)status.st_size != document->bytes) {
        return false;
    }
    bool is_same = ledger_mtime_ns(&status) == document->mtime_ns;
    bool is_flushed = kept->line < ledger->n_flushed;
    if (!is_same || (!is_flushed && !kept->was_verified)) {
        kept->was_verified = has_digest(path, document->sha256);
        return kept->was_verified;
    }
    return true;
}

int ledger_put(int descriptor, const char *bytes, size_t n) {
    while (n > 0) {
        ssize_t written = write(descriptor, bytes, n);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            bytes += written;
            n -= (size_t)written;
        }
    }
    return 0;
}

int ledger_get_piece(int descriptor, GString *text) {
    char bytes[65536];
    ssize_t n;
    do {
        n = read(descriptor, bytes, sizeof bytes);
    } while (n < 0 && errno == EINTR);
    g_string_append_len(text, bytes, MAX(n, 0));
    return n < 0 ? errno : 0;
}

int ledger_get(int descriptor, GString *text) {
    for (;;) {
        size_t before = text->len;
        int error = ledger_get_piece(descriptor, text);
        if (error != 0 || text->len == before) {
            return error;
        }
    }
}

int ledger_settle(int descriptor, int error, const char *temporary, const char *path) {
    if (error == 0 && (fsync(descriptor) != 0 || rename(temporary, path) != 0)) {
        error = errno;
    }
    if (error != 0) {
        unlink(temporary);
    }
    return error;
}

/* What was written of a line that did not fit is taken back, so that the next one begins a line. */
int ledger_append(Ledger *ledger, const GString *lines) {
    int error = ledger_put(ledger->descriptor, lines->str, lines->len);
    if (error != 0) {
        return ftruncate(ledger->descriptor, ledger->size) == 0 &&
                       lseek(ledger->descriptor, ledger->size, SEEK_SET) >= 0
                   ? error
                   : errno;
    }
    ledger->size += (int64_t)lines->len;
    return 0;
}

/* --- opening -------------------------------------------------------------------------------- */

/* Whether the file that was opened still bears its name: the batch before may have replaced it. */
static bool is_named(int descriptor, const char *path) {
    struct stat opened, named;
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

int ledger_open_locked(const char *path, int *ret_descriptor) {
    for (;;) {
        int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        *ret_descriptor = descriptor;
        if (descriptor < 0 || fcntl(descriptor, F_SETLK, &lock) != 0) {
            return errno;
        }
        if (is_named(descriptor, path)) {
            return 0;
        }
        close(descriptor);
    }
}

static bool report_open(const Ledger *ledger, int descriptor, int error, struct diags *diags) {
    bool is_taken = descriptor >= 0 && (error == EACCES || error == EAGAIN);
    return is_taken ? report_locked(ledger, descriptor, diags)
                    : ledger_report(ledger, error, diags);
}

/* True: open, and nobody else's. */
static bool open_file(Ledger *ledger, struct diags *diags) {
    g_autofree char *path = g_build_filename(ledger->home, "ledger", NULL);
    int error = ledger_open_locked(path, &ledger->descriptor);
    return error == 0 || report_open(ledger, ledger->descriptor, error, diags);
}

/* Shards stand beside each other, the whole batch beside none. */
static bool hold_off_whole(Ledger *ledger, struct diags *diags) {
    g_autofree char *path = g_build_filename(ledger->folder, ".pdfgen", "ledger", NULL);
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    ledger->whole = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (ledger->whole < 0 || fcntl(ledger->whole, F_SETLK, &lock) != 0) {
        return report_open(ledger, ledger->whole, errno, diags);
    }
    return true;
}

static bool make_folder(const Ledger *ledger, const char *path, struct diags *diags) {
    return g_mkdir_with_parents(path, 0777) == 0 || ledger_report(ledger, errno, diags);
}

static bool make_home(Ledger *ledger, struct diags *diags) {
    g_autofree char *above = g_build_filename(ledger->folder, ".pdfgen", NULL);
    return make_folder(ledger, above, diags) &&
           (ledger->n_shards == 0 || hold_off_whole(ledger, diags)) &&
           make_folder(ledger, ledger->home, diags);
}

static int cut_off(Ledger *ledger, size_t good) {
    g_autoptr(GString) head = g_string_new(NULL);
    ledger->size = (int64_t)good;
    if (ftruncate(ledger->descriptor, ledger->size) != 0 ||
        lseek(ledger->descriptor, ledger->size, SEEK_SET) < 0) {
        return errno;
    }
    if (good > 0) {
        return 0;
    }
    ledger_append_head(head);
    return ledger_append(ledger, head);
}

static bool read_ledger(Ledger *ledger, struct diags *diags) {
    g_autoptr(GString) text = g_string_new(NULL);
    int error = ledger_get(ledger->descriptor, text);
    if (error != 0) {
        return ledger_report(ledger, error, diags);
    }
    size_t good = ledger_parse(ledger, (struct str){text->str, text->len});
    ledger->n_written = ledger->inputs->len;
    error = good < text->len || good == 0 ? cut_off(ledger, good) : 0;
    ledger->size = error == 0 && good > 0 ? (int64_t)good : ledger->size;
    return error == 0 || ledger_report(ledger, error, diags);
}

/*
 * Of the documents behind the newest flush mark those whose files are not what was made: they did
 * not get their names, or the power failed.
 */
static bool forget_lost(Ledger *ledger, struct diags *diags) {
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GPtrArray) lost = g_ptr_array_new();
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, ledger->documents);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct kept_document *kept = value;
        if (kept->line >= ledger->n_flushed && kept->facts.is_made &&
            !ledger_is_intact(ledger, &kept->facts)) {
            g_ptr_array_add(lost, (char *)kept->facts.path);
            ledger_append_forgotten(lines, kept->facts.path);
        }
    }
    for (guint i = 0; i < lost->len; i++) {
        ledger_drop(ledger, lost->pdata[i]);
    }
    int error = lost->len > 0 ? ledger_append(ledger, lines) : 0;
    return error == 0 || ledger_report(ledger, error, diags);
}

/* Everything in .pdfgen/ but the ledger is half written. */
static void remove_remains(const Ledger *ledger) {
    GDir *home = g_dir_open(ledger->home, 0, NULL);
    for (const char *name; home && (name = g_dir_read_name(home)) != NULL;) {
        if (!g_str_equal(name, "ledger")) {
            g_autofree char *path = g_build_filename(ledger->home, name, NULL);
            unlink(path);
        }
    }
    g_clear_pointer(&home, g_dir_close);
}

char *ledger_home(const struct ledger_place *place) {
    if (place->n_shards == 0) {
        return g_build_filename(place->folder, ".pdfgen", NULL);
    }
    g_autofree char *name = g_strdup_printf("shard-%u-of-%u", place->shard, place->n_shards);
    return g_build_filename(place->folder, ".pdfgen", name, NULL);
}

bool ledger_is_there(const struct ledger_place *place) {
    g_autofree char *home = ledger_home(place);
    g_autofree char *path = g_build_filename(home, "ledger", NULL);
    return access(path, F_OK) == 0;
}

static bool open_to_read(Ledger *ledger, struct diags *diags) {
    g_autofree char *path = g_build_filename(ledger->home, "ledger", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    ledger->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    int error = ledger->descriptor < 0 ? errno : ledger_get(ledger->descriptor, text);
    if (error != 0) {
        return diag_error(diags, (struct span){0}, DIAG_BATCH_LEDGER,
                          "could not read the ledger of \"%s\": %s", ledger->shown,
                          g_strerror(error));
    }
    ledger_parse(ledger, (struct str){text->str, text->len});
    return true;
}

static bool take_over(Ledger *ledger, struct diags *diags) {
    if (!make_home(ledger, diags) || !open_file(ledger, diags) || !read_ledger(ledger, diags) ||
        !forget_lost(ledger, diags)) {
        return false;
    }
    remove_remains(ledger);
    ledger->is_own = true;
    return true;
}

Ledger *ledger_open(const struct ledger_place *place, struct diags *diags) {
    Ledger *ledger = g_new0(Ledger, 1);
    ledger->arena = arena_new();
    ledger->folder = g_strdup(place->folder);
    ledger->shown = g_strdup(place->shown);
    ledger->home = ledger_home(place);
    ledger->shard = place->shard;
    ledger->n_shards = place->n_shards;
    ledger->descriptor = ledger->whole = -1;
    ledger->documents = g_hash_table_new(g_str_hash, g_str_equal);
    ledger->inputs = g_array_new(FALSE, FALSE, sizeof(struct world_input));
    ledger->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    bool is_open = place->is_to_read ? open_to_read(ledger, diags) : take_over(ledger, diags);
    if (!is_open) {
        ledger_close(ledger);
        return NULL;
    }
    return ledger;
}

static void close_whole(Ledger *ledger) {
    if (ledger->whole >= 0) {
        close(ledger->whole);
        ledger->whole = -1;
    }
}

void ledger_forget(Ledger *ledger) {
    if (ledger) {
        close_whole(ledger);
        close(ledger->descriptor);
        ledger->descriptor = -1;
    }
}

void ledger_close(Ledger *ledger) {
    if (!ledger) {
        return;
    }
    if (ledger->is_own) {
        remove_remains(ledger);
        ledger_compact(ledger); /* where that fails the long one is still there */
    }
    if (ledger->descriptor >= 0) {
        close(ledger->descriptor);
    }
    close_whole(ledger);
    g_hash_table_unref(ledger->documents);
    g_array_unref(ledger->inputs);
    g_hash_table_unref(ledger->numbers);
    g_free(ledger->folder);
    g_free(ledger->shown);
    g_free(ledger->home);
    arena_free(ledger->arena);
    g_free(ledger);
}
