#include "world_record_priv.h"

#include "digest.h"

#include <stdlib.h>
#include <string.h>

/* Inputs, each path once, in the order of their first use. */
struct inputs {
    Arena *arena;      /* holds the texts */
    GHashTable *known; /* path -> digest */
    GArray *items;     /* struct world_input */
};

struct record {
    Arena *arena;
    enum world_reading reading;
    GHashTable *digests; /* path -> digest, of what lives for the run */
    GHashTable *now;     /* path -> digest, of world_digest() */
    struct inputs shared, job;
    Arena *passing;              /* the newest text that was read in passing; NULL: none */
    Arena *job_arena;            /* NULL: outside jobs; so below */
    GHashTable *sources, *bytes; /* the job's own, as the world's */
};

static void inputs_init(struct inputs *inputs, Arena *arena) {
    inputs->arena = arena;
    inputs->known = g_hash_table_new(g_str_hash, g_str_equal);
    inputs->items = g_array_new(FALSE, FALSE, sizeof(struct world_input));
}

static void inputs_clear(struct inputs *inputs) {
    g_hash_table_unref(inputs->known);
    g_array_unref(inputs->items);
    *inputs = (struct inputs){0};
}

/* What was not there when it was first looked for, and then was, is what it was when it was read.
 */
static void inputs_add(struct inputs *inputs, const char *path, const char *digest) {
    if (g_hash_table_contains(inputs->known, path)) {
        return;
    }
    struct world_input input = {arena_strdup(inputs->arena, path),
                                arena_strdup(inputs->arena, digest)};
    g_hash_table_insert(inputs->known, (char *)input.path, (char *)input.digest);
    g_array_append_val(inputs->items, input);
}

struct record *record_new(Arena *arena) {
    struct record *record = g_new0(struct record, 1);
    record->arena = arena;
    record->digests = g_hash_table_new(g_str_hash, g_str_equal);
    record->now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    inputs_init(&record->shared, arena);
    return record;
}

void record_free(struct record *record) {
    if (!record) {
        return;
    }
    record_end_job(record);
    inputs_clear(&record->shared);
    g_hash_table_unref(record->digests);
    g_hash_table_unref(record->now);
    g_free(record);
}

/* --- what is read --------------------------------------------------------------------------- */

static void add(struct record *record, const char *path, const char *digest) {
    bool is_shared = record->reading == WORLD_SHARED || !record->job_arena;
    if (record->reading != WORLD_GLANCE) {
        inputs_add(is_shared ? &record->shared : &record->job, path, digest);
    }
}

/* For the later jobs that use it. */
static void remember(struct record *record, const char *path, const char *digest) {
    if (!record_is_of_job(record)) {
        g_hash_table_insert(record->digests, arena_strdup(record->arena, path),
                            arena_strdup(record->arena, digest));
    }
}

void record_read(struct record *record, const char *path, struct str bytes) {
    if (!record || record->reading == WORLD_GLANCE) {
        return;
    }
    struct digest_text digest = digest_of(bytes.p, bytes.n);
    remember(record, path, digest.text);
    add(record, path, digest.text);
}

void record_use(struct record *record, const char *path) {
    const char *digest = record ? g_hash_table_lookup(record->digests, path) : NULL;
    if (digest) { /* else it is the job's own, and known since it was read */
        add(record, path, digest);
    }
}

void record_absent(struct record *record, const char *path) {
    if (record) {
        if (record->reading == WORLD_KEPT) {
            remember(record, path, "-");
        }
        add(record, path, "-");
    }
}

char *record_names_digest(char *const *names, size_t n) {
    struct digest digest;
    digest_init(&digest);
    for (size_t i = 0; i < n; i++) {
        digest_add(&digest, names[i], strlen(names[i]) + 1);
    }
    struct digest_text text = digest_end(&digest);
    return g_strdup(text.text);
}

void record_list(struct record *record, const char *path, char *const *names, size_t n) {
    if (record) {
        g_autofree char *digest = record_names_digest(names, n);
        g_autofree char *folder = g_strconcat(path, "/", NULL);
        add(record, folder, digest);
    }
}

/* --- jobs ----------------------------------------------------------------------------------- */

bool record_is_of_job(const struct record *record) {
    return record && record->job_arena &&
           (record->reading == WORLD_JOB || record->reading == WORLD_PASSING ||
            record->reading == WORLD_GLANCE);
}

bool record_is_passing(const struct record *record) {
    return record_is_of_job(record) && record->reading != WORLD_JOB;
}

/*
 * Of one file among thousands that are passed by. Not of a region: what is kept of each would stand
 * between them, and no region could be cut anew.
 */
Arena *record_text_arena(struct record *record) {
    g_clear_pointer(&record->passing, arena_free);
    record->passing = arena_new_lasting();
    return record->passing;
}

void record_job_store(struct record *record, Arena **ret_arena, GHashTable **ret_sources,
                      GHashTable **ret_bytes) {
    *ret_arena = record->job_arena;
    *ret_sources = record->sources;
    *ret_bytes = record->bytes;
}

void record_begin_job(struct record *record) {
    record_end_job(record);
    record->job_arena = arena_new();
    record->sources = g_hash_table_new(g_str_hash, g_str_equal);
    record->bytes =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
    inputs_init(&record->job, record->job_arena);
    record->reading = WORLD_JOB;
}

void record_end_job(struct record *record) {
    if (!record->job_arena) {
        return;
    }
    g_clear_pointer(&record->passing, arena_free);
    inputs_clear(&record->job);
    g_hash_table_unref(record->sources);
    g_hash_table_unref(record->bytes);
    arena_free(record->job_arena);
    record->job_arena = NULL;
    record->reading = WORLD_SHARED;
}

static int compare_inputs(const void *a, const void *b) {
    return strcmp(((const struct world_input *)a)->path, ((const struct world_input *)b)->path);
}

size_t record_job_inputs(struct record *record, const struct world_input **ret) {
    size_t n_own = record->job.items->len, n = n_own;
    struct world_input *all = ARENA_NEW_N(record->job_arena, struct world_input,
                                          n_own + (size_t)record->shared.items->len);
    if (n_own > 0) {
        memcpy(all, record->job.items->data, n_own * sizeof *all);
    }
    for (guint i = 0; i < record->shared.items->len; i++) {
        const struct world_input *input =
            &g_array_index(record->shared.items, struct world_input, i);
        if (!g_hash_table_contains(record->job.known, input->path)) {
            all[n++] = *input;
        }
    }
    if (n > 1) {
        qsort(all, n, sizeof *all, compare_inputs);
    }
    *ret = all;
    return n;
}

enum world_reading record_set_reading(struct record *record, enum world_reading reading) {
    enum world_reading before = record->reading;
    record->reading = reading;
    return before;
}

/* --- what they are now ---------------------------------------------------------------------- */

const char *record_digest_now(const struct record *record, const char *path) {
    return g_hash_table_lookup(record->now, path);
}

const char *record_keep_digest_now(struct record *record, const char *path, const char *digest) {
    char *kept = g_strdup(digest);
    g_hash_table_insert(record->now, g_strdup(path), kept);
    return kept;
}
