#include "deliver.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The temporary file stands in the target's folder, since a rename is atomic only inside one file
 * system. Its name is known to the signal handler for exactly as long as it exists: the signals
 * that end the program are held back while the file is made and while it is renamed.
 */

/* Of the write that is under way; a file is written by one thread at a time. */
static char *volatile abandoned_path;

void deliver_abandon(void) {
    if (abandoned_path) {
        unlink(abandoned_path);
    }
}

static void hold_signals(sigset_t *ret_before) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, ret_before);
}

static void release_signals(const sigset_t *before) {
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

static const char *hint_for(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT: return "Free some space, or write elsewhere with -o.";
    case EACCES:
    case EPERM:
    case EROFS: return "Write elsewhere with -o, or ask for the right to write there.";
    case ENAMETOOLONG: return "Choose a shorter name with -o.";
    case ENOTDIR: return "A part of the path is a file, not a folder; choose another with -o.";
    case EPIPE: return "The program that reads the output ended before it had all of it.";
    default: return NULL;
    }
}

static bool report(struct diags *diags, const char *shown, int error) {
    diag_error(diags, (struct span){0}, DIAG_OUTPUT_FAILED, "could not write \"%s\": %s", shown,
               g_strerror(error));
    const char *hint = hint_for(error);
    if (hint) {
        diag_hint(diags, "%s", hint);
    }
    return false;
}

/* The error, or 0. */
static int write_all(int descriptor, GBytes *bytes) {
    gsize n = 0;
    const char *at = g_bytes_get_data(bytes, &n);
    while (n > 0) {
        ssize_t written = write(descriptor, at, n);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            at += written;
            n -= (size_t)written;
        }
    }
    return 0;
}

bool deliver_descriptor(int descriptor, const char *shown, GBytes *bytes, struct diags *diags) {
    int error = write_all(descriptor, bytes);
    return error == 0 || report(diags, shown, error);
}

/* Pipes and some devices cannot be flushed, and need not be. */
static int flush(int descriptor) {
    return fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno;
}

static int write_device(const char *path, GBytes *bytes) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    int error = write_all(descriptor, bytes);
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

/* A name of its own in @folder, NULL: @path's, short enough wherever @path's own name is. */
static char *temporary_name(const char *folder, const char *path) {
    g_autofree char *own_folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    char *point = g_utf8_offset_to_pointer(name, MIN(g_utf8_strlen(name, -1), 40));
    *point = '\0';
    g_autofree char *hidden =
        g_strdup_printf(".%s.%08x%08x", name, (unsigned)getpid(), (unsigned)g_random_int());
    return g_build_filename(folder ? folder : own_folder, hidden, NULL);
}

/* Opens a new file and makes it known to the signal handler; -1: errno says why. */
static int open_temporary(char *name) {
    sigset_t before;
    hold_signals(&before);
    int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int error = errno;
    if (descriptor >= 0) {
        abandoned_path = name;
    }
    release_signals(&before);
    errno = error;
    return descriptor;
}

/* Renames, or removes where @error or the renaming says so; forgets the name either way. */
static int settle_temporary(const char *name, const char *path, int error) {
    sigset_t before;
    hold_signals(&before);
    if (error == 0 && rename(name, path) != 0) {
        error = errno;
    }
    if (error != 0) {
        unlink(name);
    }
    abandoned_path = NULL;
    release_signals(&before);
    return error;
}

/* @known: the file that will be replaced, or NULL. */
static int write_file(const char *folder, const char *path, const struct stat *known,
                      GBytes *bytes) {
    g_autofree char *name = temporary_name(folder, path);
    int descriptor = open_temporary(name);
    if (descriptor < 0) {
        return errno;
    }
    int error = write_all(descriptor, bytes);
    if (error == 0 && known && fchmod(descriptor, known->st_mode & 07777) != 0) {
        error = errno;
    }
    if (error == 0) {
        error = flush(descriptor);
    }
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return settle_temporary(name, path, error);
}

static bool report_folder(struct diags *diags, const char *shown) {
    diag_error(diags, (struct span){0}, DIAG_OUTPUT_EXISTS, "\"%s\" is a folder", shown);
    diag_hint(diags, "Give -o the name of a file.");
    return false;
}

static int replace_file(const char *folder, const char *path, const struct stat *known,
                        GBytes *bytes) {
    int error = write_file(folder, path, known, bytes);
    return folder && error == EXDEV ? write_file(NULL, path, known, bytes) : error;
}

static bool deliver_to(const char *folder, const char *path, const char *shown, GBytes *bytes,
                       struct diags *diags) {
    struct stat status;
    bool is_known = stat(path, &status) == 0;
    if (!is_known && errno != ENOENT) {
        return report(diags, shown, errno);
    }
    if (is_known && S_ISDIR(status.st_mode)) {
        return report_folder(diags, shown);
    }
    int error = is_known && !S_ISREG(status.st_mode)
                    ? write_device(path, bytes)
                    : replace_file(folder, path, is_known ? &status : NULL, bytes);
    return error == 0 || report(diags, shown, error);
}

bool deliver_file_through(const char *folder, const char *path, const char *shown, GBytes *bytes,
                          struct diags *diags) {
    if (g_str_has_suffix(path, "/") || g_str_has_suffix(shown, "/")) {
        return report_folder(diags, shown);
    }
    g_autofree char *own_folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(own_folder, 0777) != 0) {
        return report(diags, shown, errno);
    }
    /* A link's target is replaced, not the link. A link that leads nowhere is replaced itself. */
    char *real = realpath(path, NULL);
    bool is_delivered = deliver_to(folder, real ? real : path, shown, bytes, diags);
    free(real);
    return is_delivered;
}

bool deliver_file(const char *path, const char *shown, GBytes *bytes, struct diags *diags) {
    return deliver_file_through(NULL, path, shown, bytes, diags);
}
