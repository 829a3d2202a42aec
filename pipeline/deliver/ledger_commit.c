#include "ledger_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Documents get their names here: written whole under another one, written down, renamed. */

char *ledger_temporary(const struct ledger_place *place, unsigned n) {
    g_autofree char *home = ledger_home(place);
    return g_strdup_printf("%s/new-%ld-%u", home, (long)getpid(), n);
}

static const char *output_hint(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT: return "Free some space; the same command then goes on where this one ended.";
    case ENAMETOOLONG: return "Give the partner a shorter \"slug:\"; its folder bears that name.";
    case EEXIST:
    case ENOTDIR: return "A file stands where a folder belongs; move it away.";
    case EACCES:
    case EPERM:
    case EROFS: return "Ask for the right to write there.";
    default: return NULL;
    }
}

static bool report_output(struct diags *diags, const char *shown, int error) {
    if (error == EISDIR || error == ENOTEMPTY) {
        diag_error(diags, (struct span){0}, DIAG_OUTPUT_EXISTS, "\"%s\" is a folder", shown);
        diag_hint(diags, "Move it away; the document belongs there.");
        return false;
    }
    diag_error(diags, (struct span){0}, DIAG_OUTPUT_FAILED, "could not write \"%s\": %s", shown,
               g_strerror(error));
    const char *hint = output_hint(error);
    if (hint) {
        diag_hint(diags, "%s", hint);
    }
    return false;
}

bool ledger_write(const char *path, const char *shown, GBytes *bytes, struct diags *diags,
                  int64_t *ret_mtime_ns) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return report_output(diags, shown, errno);
    }
    gsize n;
    const char *data = g_bytes_get_data(bytes, &n);
    struct stat status;
    int error = ledger_put(descriptor, data, n);
    if (error == 0 && fstat(descriptor, &status) != 0) {
        error = errno;
    }
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    if (error != 0) {
        unlink(path);
        return report_output(diags, shown, error);
    }
    *ret_mtime_ns = ledger_mtime_ns(&status);
    return true;
}

static int write_line(Ledger *ledger, const struct ledger_document *document) {
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = ledger->n_written; i < ledger->inputs->len; i++) {
        ledger_append_input(lines, i, &g_array_index(ledger->inputs, struct world_input, i));
    }
    ledger_append_document(lines, document);
    int error = ledger_append(ledger, lines);
    if (error == 0) {
        ledger->n_written = ledger->inputs->len;
        ledger_keep(ledger, document);
    }
    return error;
}

/* The error, or 0. */
static int give_name(const char *temporary, const char *path) {
    if (rename(temporary, path) == 0) {
        return 0;
    }
    if (errno != ENOENT) {
        return errno;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    return g_mkdir_with_parents(folder, 0777) == 0 && rename(temporary, path) == 0 ? 0 : errno;
}

char *ledger_temporary_file(const char *temporary, size_t i) {
    return g_strdup_printf("%s-%zu", temporary, i);
}

/* The error, or 0. */
static int give_names(const Ledger *ledger, const struct ledger_document *document,
                      const char *temporary) {
    g_autofree char *whole = g_build_filename(ledger->folder, document->path, NULL);
    struct str rest = str_from(document->files);
    if (rest.n == 0) {
        return give_name(temporary, whole);
    }
    int error = 0;
    size_t i = 0;
    for (char *path; (path = ledger_next_file(ledger, document->path, &rest)) != NULL; i++) {
        g_autofree char *from = ledger_temporary_file(temporary, i);
        error = error == 0 ? give_name(from, path) : error;
        g_free(path);
    }
    return error;
}

static void remove_temporaries(const struct ledger_document *document, const char *temporary) {
    struct str rest = str_from(document->files), name;
    unlink(temporary);
    for (size_t i = 0; rest.n > 0; i++) {
        g_autofree char *path = ledger_temporary_file(temporary, i);
        str_cut(rest, '/', &name, &rest);
        unlink(path);
    }
}

static bool has_file(const struct ledger_document *document, const char *path) {
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *own = g_path_get_basename(document->path);
    struct str rest = str_from(*document->files ? document->files : own), file;
    while (rest.n > 0) {
        str_cut(rest, '/', &file, &rest);
        if (str_is(file, name)) {
            return true;
        }
    }
    return false;
}

/* Pages that the document no longer has; @before: its facts until now, or NULL. */
static void remove_others(const Ledger *ledger, const struct ledger_document *before,
                          const struct ledger_document *now) {
    if (!before || !before->is_made || !now->is_made || g_str_equal(before->files, now->files)) {
        return;
    }
    g_autofree char *own = g_path_get_basename(before->path);
    struct str rest = str_from(*before->files ? before->files : own);
    for (char *path; (path = ledger_next_file(ledger, before->path, &rest)) != NULL;) {
        if (!has_file(now, path)) {
            unlink(path);
        }
        g_free(path);
    }
}

/* Whether it is about one document's path; what is wrong with the disk is wrong with all. */
static bool is_of_path(const Ledger *ledger, int error) {
    switch (error) {
    case ENAMETOOLONG:
    case EEXIST:
    case ENOTDIR:
    case EISDIR:
    case ENOTEMPTY:
    case ELOOP: return true;
    case EACCES:
    case EPERM: return access(ledger->folder, W_OK | X_OK) == 0;
    default: return false;
    }
}

enum ledger_outcome ledger_commit(Ledger *ledger, const struct ledger_document *document,
                                  const char *temporary, struct diags *diags) {
    g_autofree char *shown = g_build_filename(ledger->shown, document->path, NULL);
    const struct ledger_document *before = ledger_lookup(ledger, document->path);
    int error = write_line(ledger, document);
    if (error != 0) {
        if (document->is_made) {
            remove_temporaries(document, temporary);
        }
        ledger_report(ledger, error, diags);
        return LEDGER_BROKEN;
    }
    error = document->is_made ? give_names(ledger, document, temporary) : 0;
    if (error == 0) {
        remove_others(ledger, before, document);
        return LEDGER_KEPT;
    }
    remove_temporaries(document, temporary);
    report_output(diags, shown, error);
    return is_of_path(ledger, error) ? LEDGER_REFUSED : LEDGER_BROKEN;
}

size_t ledger_count(const Ledger *ledger) {
    return ledger->n_lines;
}

/* One call for all files, their names and the ledger itself: they are in one file system. */
int ledger_sync(const Ledger *ledger) {
    return syncfs(ledger->descriptor) == 0 ? 0 : errno;
}

bool ledger_mark_flushed(Ledger *ledger, size_t n, int error, struct diags *diags) {
    g_autoptr(GString) mark = g_string_new(NULL);
    ledger_append_flush(mark, n);
    error = error == 0 ? ledger_append(ledger, mark) : error;
    if (error != 0) {
        return ledger_report(ledger, error, diags);
    }
    ledger->n_flushed = n;
    return true;
}

bool ledger_flush(Ledger *ledger, struct diags *diags) {
    return ledger->n_flushed == ledger->n_lines ||
           ledger_mark_flushed(ledger, ledger->n_lines, ledger_sync(ledger), diags);
}
