#include "pipeline_batch_priv.h"

#include "digest.h"

#include <string.h>

/*
 * A shard's documents are those of the partners whose name, as a digest, falls to it: the shards of
 * a batch know nothing of each other, none misses a partner and no two have the same.
 */

enum { SHARDS_MAX = 100000 };

/* What an array job tells its tasks: where the count starts, and under which names. */
struct array_job {
    const char *system, *index, *count, *first, *last, *step;
};

/* A Job of Kubernetes does not tell its pods how many they are: its manifest does. */
static const struct array_job array_jobs[] = {
    {"Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN",
     "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP"},
    {"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", NULL, NULL, NULL},
    {"Google Cloud Run", "CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT", NULL, NULL, NULL},
    {"Kubernetes", "JOB_COMPLETION_INDEX", "PDFGEN_SHARDS", NULL, NULL, NULL},
};

static bool read_number(const char *text, guint64 *ret) {
    return text && g_ascii_string_to_unsigned(text, 10, 0, (guint64)SHARDS_MAX * 100, ret, NULL);
}

static bool choose(struct batch *batch, guint64 number, guint64 n) {
    bool is_shard = number >= 1 && number <= n && n <= SHARDS_MAX;
    if (is_shard) {
        batch->shard = (struct batch_shard){(unsigned)number, (unsigned)n};
    }
    return is_shard;
}

static bool choose_typed(struct batch *batch, const char *text) {
    struct str number, n;
    guint64 numbers[2] = {0};
    bool is_read = str_cut(str_from(text), '/', &number, &n) &&
                   read_number(str_cstr(batch->arena, number), &numbers[0]) &&
                   read_number(str_cstr(batch->arena, n), &numbers[1]);
    if (is_read && choose(batch, numbers[0], numbers[1])) {
        return true;
    }
    diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "\"%s\" is no shard of a batch",
               text);
    diag_hint(batch->diags, "Write the shard and how many there are, such as --shard 3/16, or "
                            "--shard auto in an array job.");
    return false;
}

static bool report_count(struct batch *batch, const struct array_job *job) {
    const char *count = world_env(batch->world, job->count);
    if (count) {
        diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "%s=%s is no number of shards from 1 to %d", job->count, count, SHARDS_MAX);
    } else {
        diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "%s says which shard this is (%s) and not how many there are", job->system,
                   job->index);
    }
    diag_hint(batch->diags, "Set %s to the number of tasks.", job->count);
    return false;
}

static bool report_task(struct batch *batch, const struct array_job *job, guint64 n) {
    const World *world = batch->world;
    g_autoptr(GString) others = g_string_new(NULL);
    const char *const names[] = {job->first, job->last, job->step};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = names[i] ? world_env(world, names[i]) : NULL;
        if (value) {
            g_string_append_printf(others, ", %s=%s", names[i], value);
        }
    }
    diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "%s=%s is no task of an array of %" G_GUINT64_FORMAT "%s", job->index,
               world_env(world, job->index), n, others->str);
    diag_hint(batch->diags,
              job->first ? "Let the array be 1-%" G_GUINT64_FORMAT
                           ", without gaps; or say the shard, such as --shard 3/16."
                         : "Indexes go from 0 to one less than %" G_GUINT64_FORMAT
                           "; or say the shard, such as --shard 3/16.",
              n);
    return false;
}

/* A number that need not be there; false: it is there, and is none. */
static bool read_optional(const World *world, const char *name, guint64 *ret) {
    const char *text = name ? world_env(world, name) : NULL;
    return !text || read_number(text, ret);
}

/* Tasks 5, 7, 9 of an array from 5 in steps of 2 are the shards 1, 2, 3. */
static bool choose_task(struct batch *batch, const struct array_job *job) {
    const World *world = batch->world;
    guint64 index = 0, first = 0, step = 1, n = 0;
    if (!read_number(world_env(world, job->count), &n) || n == 0 || n > SHARDS_MAX) {
        return report_count(batch, job);
    }
    bool is_read = read_number(world_env(world, job->index), &index) &&
                   read_optional(world, job->first, &first) &&
                   read_optional(world, job->step, &step) && step > 0;
    guint64 last = first + (n - 1) * step;
    bool is_even =
        is_read && read_optional(world, job->last, &last) && last == first + (n - 1) * step;
    bool is_task = is_even && index >= first && (index - first) % step == 0;
    return (is_task && choose(batch, (index - first) / step + 1, n)) || report_task(batch, job, n);
}

static bool choose_by_environment(struct batch *batch) {
    for (size_t i = 0; i < G_N_ELEMENTS(array_jobs); i++) {
        if (world_env(batch->world, array_jobs[i].index)) {
            return choose_task(batch, &array_jobs[i]);
        }
    }
    diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "--shard auto finds no array job of Slurm, Kubernetes, AWS Batch or Google Cloud "
               "Run around it");
    diag_hint(batch->diags, "Say which shard this is, such as --shard 3/16.");
    return false;
}

bool batch_choose_shard(struct batch *batch) {
    const char *text = batch->options->shard;
    return !text ||
           (g_str_equal(text, "auto") ? choose_by_environment(batch) : choose_typed(batch, text));
}

/* 60 bits of the digest: the remainder is even to one part in a million million. */
static unsigned shard_of(const char *slug, unsigned n) {
    struct digest_text digest = digest_of(slug, strlen(slug));
    digest.text[15] = '\0';
    return (unsigned)(g_ascii_strtoull(digest.text, NULL, 16) % n) + 1;
}

void batch_keep_shard(const struct batch *batch, struct partner_entry *entries, size_t *n) {
    size_t n_kept = 0;
    for (size_t i = 0; i < *n && batch->shard.n > 0; i++) {
        if (shard_of(entries[i].slug, batch->shard.n) == batch->shard.number) {
            entries[n_kept++] = entries[i];
        }
    }
    *n = batch->shard.n > 0 ? n_kept : *n;
}
