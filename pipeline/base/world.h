/*
 * world.h - everything from outside: files, the date, the environment.
 *
 * One World a process, made by main. Reads are jailed: a file must lie under an allowed folder
 * (workspace, installation, the folder of a file named on the command line), symbolic links
 * resolved. Each file is read once and kept for the run; the list of what was read is known.
 * Paths inside diagnostics are relative to the current folder where they lie below it.
 */
#pragma once

#include "date.h"
#include "diag.h"

typedef struct world World;

enum {
    WORLD_TEXT_BYTES_MAX = 64 * 1024 * 1024,
    WORLD_IMAGE_BYTES_MAX = 64 * 1024 * 1024,
    WORLD_FONT_BYTES_MAX = 64 * 1024 * 1024,
};

/* @environment: NULL-terminated "NAME=value" strings, borrowed; @directory: the current folder. */
World *world_new(const char *const *environment, const char *directory);
void world_free(World *world);

/* Lives as long as the run. */
Arena *world_arena(World *world);

const char *world_env(const World *world, const char *name); /* NULL: not set or empty */
const char *world_directory(const World *world);

/* For what nobody may guess: 2 * @n_bytes hexadecimal digits that are never the same again. */
char *world_secret(Arena *arena, size_t n_bytes);

/* The date that documents are made on; set once by the command line. */
void world_set_today(World *world, struct date today);
struct date world_today(const World *world);

/* The folder that holds templates/, themes/ and fonts/: $PDFGEN_HOME, or found from @executable. */
bool world_find_installation(World *world, const char *executable, struct diags *diags);
const char *world_installation(const World *world);

/* Everything below @directory may be read. */
void world_allow(World *world, const char *directory);
/* A file that the command line names: its folder may be read, and the folder a link leads to. */
void world_allow_file(World *world, const char *path);

/* Absolute, without "." and "..", relative to the current folder; symbolic links stay. */
char *world_absolute(const World *world, Arena *arena, const char *path);
/* As the user would type it. */
char *world_display_path(const World *world, Arena *arena, const char *path);

bool world_is_file(const World *world, const char *path);
bool world_is_directory(const World *world, const char *path);

/*
 * Read a text once: UTF-8 without NUL bytes, a byte order mark skipped.
 *
 * @asked_at  where the path was written, for the diagnostic; zeroed: nowhere
 * Errors: file-missing, file-unreadable, file-outside, file-large, file-encoding. NULL then.
 */
const struct source *world_read_text(World *world, const char *path, struct span asked_at,
                                     struct diags *diags);

/* From now on a file of this text is there, for reading it and asking for it; no file is made. */
void world_put_text(World *world, const char *path, struct str text);

/* Read (map) bytes once; NULL on the same errors. The bytes belong to the world. */
GBytes *world_read_bytes(World *world, const char *path, size_t limit, struct span asked_at,
                         struct diags *diags);

/* Names in a folder, sorted by bytes, without "." and ".."; empty where there is no such folder. */
size_t world_list(World *world, Arena *arena, const char *directory, char ***ret_names);

/* Absolute paths of what was read so far, in order, each once. */
size_t world_reads(const World *world, const char *const **ret_paths);

/* Microseconds of a clock that never goes back: for measuring, never for what is made. */
int64_t world_clock_us(void);

/* Bytes of address space that the process has; 0: unknown. */
size_t world_address_space(void);

/* --- jobs of a batch ---------------------------------------------------------------------------
 *
 * A *job* is one document of many. What is read for it goes with it, and the list of its inputs is
 * exact: also a file that is in memory since an earlier job is an input of each job that uses it,
 * and so is a file that was looked for and was not there.
 */

enum world_reading {
    WORLD_SHARED, /* lives for the run, an input of every job: outside jobs, and for what jobs share
                   */
    WORLD_KEPT,   /* lives for the run, an input of the job at hand only: fonts */
    WORLD_JOB,    /* goes with the job */
    WORLD_PASSING, /* of a text: goes when the next one is read; to look into many files */
    WORLD_GLANCE,  /* the same, and nobody asks what was read: no input, no digest */
};

struct world_input {
    const char *path;   /* absolute; a folder that was listed ends with a slash */
    const char *digest; /* SHA-256 of what was read, hexadecimal; "-": it was not there */
};

/* From now on the digest of each file is taken as it is read; what was read before (a password) is
 * no input of a document. */
void world_record(World *world);

void world_begin_job(World *world);
/* The inputs of the job at hand and of every job, by path; they live as long as the job. */
size_t world_job_inputs(World *world, const struct world_input **ret);
void world_end_job(World *world);

/* Returns how it was before. */
enum world_reading world_set_reading(World *world, enum world_reading reading);

/* The job at hand uses a file that was read before. */
void world_note(World *world, const char *path);

/* The digests of the job at hand are what world_digest() says from now on. */
void world_keep_digests(World *world);

/* The digest that an input has now, read once; it lives as long as the run. */
const char *world_digest(World *world, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)
