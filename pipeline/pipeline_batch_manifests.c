#include "pipeline_batch_priv.h"

#include "deliver.h"
#include "value.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The manifests of a batch's shards, which nobody but their own process has written, as one. */

struct merging {
    Arena *arena;
    World *world;
    struct diags *diags;
    const char *folder; /* out/ of the workspace; NULL: none */
    size_t n_shards;    /* 0: no manifest was read yet */
    const struct value *first;
    const struct value **of; /* by shard: its manifest; NULL: not seen */
    struct value *documents; /* a list */
};

#define SAME_BATCH "Name the manifests of one batch, such as out/manifest-*-of-16.json."

static bool complain(const struct merging *merging, struct span at, const char *message,
                     const char *hint) {
    diag_error(merging->diags, at, DIAG_BATCH_MANIFEST, "%s", message);
    diag_hint(merging->diags, "%s", hint);
    return false;
}

static size_t count_of(const struct value *value) {
    bool is_count = value && value->kind == VALUE_NUMBER && decimal_is_integer(value->number) &&
                    decimal_sign(value->number) > 0;
    return is_count ? (size_t)decimal_to_int(value->number) : 0;
}

static bool check_shard(struct merging *merging, const struct value *manifest) {
    enum { SHARDS_MAX = 100000 };
    size_t shard = count_of(value_get(manifest, "shard"));
    size_t n = count_of(value_get(manifest, "shards"));
    const struct value *documents = value_get(manifest, "documents");
    if (shard == 0 || shard > n || n > SHARDS_MAX || !documents || documents->kind != VALUE_LIST) {
        return complain(merging, span_of_file(manifest->at.source),
                        "this is no manifest of a shard",
                        "Name the files manifest-3-of-16.json that `--shard` writes.");
    }
    if (merging->n_shards == 0) {
        merging->n_shards = n;
        merging->first = manifest;
        merging->of = ARENA_NEW_N(merging->arena, const struct value *, n);
    }
    if (n != merging->n_shards || merging->of[shard - 1]) {
        g_autofree char *message =
            n != merging->n_shards
                ? g_strdup_printf("this is of %zu shards, another manifest of %zu", n,
                                  merging->n_shards)
                : g_strdup_printf("shard %zu of %zu is there twice", shard, n);
        return complain(merging, span_of_file(manifest->at.source), message, SAME_BATCH);
    }
    merging->of[shard - 1] = manifest;
    return true;
}

static struct str word_of(const struct value *manifest, const char *key) {
    return value_string(value_get(value_get(manifest, "batch"), key));
}

/* A shard that did not run this time, or was interrupted, has a manifest all the same. */
static bool check_batch(struct merging *merging, const struct value *manifest) {
    const struct value *first = merging->first;
    size_t n_left = count_of(value_get(value_get(manifest, "batch"), "left"));
    g_autofree char *message = NULL;
    if (!str_eq(word_of(manifest, "document"), word_of(first, "document")) ||
        !str_eq(word_of(manifest, "period"), word_of(first, "period"))) {
        message = g_strdup_printf(
            "this shard's newest batch is \"" STR_FMT "\" of " STR_FMT ", another one's \"" STR_FMT
            "\" of " STR_FMT,
            STR_ARG(word_of(manifest, "document")), STR_ARG(word_of(manifest, "period")),
            STR_ARG(word_of(first, "document")), STR_ARG(word_of(first, "period")));
    } else if (n_left > 0) {
        message = g_strdup_printf("this shard was interrupted, and %zu of its documents are left",
                                  n_left);
    }
    return !message || complain(merging, span_of_file(manifest->at.source), message,
                                "Let the shards that are behind run again, then merge.");
}

static bool read_manifest(struct merging *merging, const char *path) {
    const char *absolute = world_absolute(merging->world, merging->arena, path);
    struct value *manifest;
    world_allow_file(merging->world, absolute);
    const struct source *source =
        world_read_text(merging->world, absolute, (struct span){0}, merging->diags);
    return source && load_json(merging->arena, source, merging->diags, &manifest) &&
           check_shard(merging, manifest) && check_batch(merging, manifest);
}

/* --- which files ---------------------------------------------------------------------------- */

static bool read_named(struct merging *merging, const char *const *files, size_t n) {
    bool is_read = true;
    for (size_t i = 0; i < n; i++) {
        is_read = read_manifest(merging, files[i]) && is_read;
    }
    return is_read;
}

static bool read_folder(struct merging *merging) {
    char **names;
    size_t n = world_list(merging->world, merging->arena, merging->folder, &names), n_read = 0;
    bool is_read = true;
    for (size_t i = 0; i < n; i++) {
        bool is_shards = g_str_has_prefix(names[i], "manifest-") && strstr(names[i], "-of-") &&
                         g_str_has_suffix(names[i], ".json");
        if (is_shards) {
            is_read = read_manifest(merging, arena_printf(merging->arena, "%s/%s", merging->folder,
                                                          names[i])) &&
                      is_read;
            n_read++;
        }
    }
    if (n_read == 0) {
        return complain(merging, (struct span){0}, "out/ holds no manifests of shards",
                        "Make them with --shard, or name them.");
    }
    return is_read;
}

static bool find_missing(struct merging *merging) {
    enum { NAMED_MAX = 10 };
    g_autoptr(GString) missing = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < merging->n_shards; i++) {
        if (!merging->of[i] && n++ < NAMED_MAX) {
            g_string_append_printf(missing, "%s%zu", n > 1 ? ", " : "", i + 1);
        }
    }
    if (n == 0) {
        return true;
    }
    g_autofree char *message =
        g_strdup_printf("of %zu shards %zu %s missing: %s%s", merging->n_shards, n,
                        n == 1 ? "is" : "are", missing->str, n > NAMED_MAX ? " ..." : "");
    return complain(merging, (struct span){0}, message,
                    "Let these shards run; a shard that has ended writes its manifest.");
}

/* --- the whole ------------------------------------------------------------------------------ */

static int compare_paths(const void *a, const void *b) {
    const struct value *one = *(const struct value *const *)a;
    const struct value *other = *(const struct value *const *)b;
    return str_compare(value_string(value_get(one, "path")),
                       value_string(value_get(other, "path")));
}

static void take_documents(struct merging *merging, struct merged_manifests *ret) {
    merging->documents = value_new(merging->arena, VALUE_LIST, (struct span){0});
    for (size_t i = 0; i < merging->n_shards; i++) {
        const struct value *documents = value_get(merging->of[i], "documents");
        for (size_t k = 0; k < documents->list.n; k++) {
            struct value *document = documents->list.items[k];
            bool is_made = str_is(value_string(value_get(document, "status")), "made");
            *(is_made ? &ret->n_made : &ret->n_failed) += 1;
            value_append(merging->arena, merging->documents, document);
        }
    }
    if (merging->documents->list.n > 1) {
        qsort(merging->documents->list.items, merging->documents->list.n, sizeof(struct value *),
              compare_paths);
    }
}

/* A partner is one shard's alone. */
static bool check_paths(struct merging *merging) {
    for (size_t i = 1; i < merging->documents->list.n; i++) {
        const struct value *path = value_get(merging->documents->list.items[i], "path");
        const struct value *before = value_get(merging->documents->list.items[i - 1], "path");
        if (str_eq(value_string(path), value_string(before))) {
            g_autofree char *message =
                g_strdup_printf("two shards hold \"" STR_FMT "\"", STR_ARG(value_string(path)));
            return complain(merging, path ? path->at : (struct span){0}, message, SAME_BATCH);
        }
    }
    return true;
}

static bool write_manifest(struct merging *merging, const char *path, const char *shown) {
    struct value *map = value_new(merging->arena, VALUE_MAP, (struct span){0});
    g_autoptr(GString) text = g_string_new(NULL);
    value_put(merging->arena, map, "pdfgen",
              value_new_string(merging->arena, (struct span){0}, STR(PDFGEN_VERSION)));
    struct value *batch = value_get(merging->first, "batch");
    if (batch) {
        value_put(merging->arena, map, "batch", batch);
    }
    value_put(merging->arena, map, "documents", merging->documents);
    value_dump(map, false, text);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text->str, text->len);
    return path ? deliver_file(path, shown, bytes, merging->diags)
                : deliver_descriptor(STDOUT_FILENO, shown, bytes, merging->diags);
}

static bool find_folder(Session *session, struct merging *merging, bool is_required) {
    const struct workspace *workspace;
    if (!session_workspace(session, is_required, merging->diags, &workspace)) {
        return false;
    }
    merging->folder =
        workspace ? arena_printf(merging->arena, "%s/out", workspace->directory) : NULL;
    return true;
}

bool pipeline_merge_manifests(Session *session, Arena *arena, const char *const *files, size_t n,
                              const char *output, struct diags *diags,
                              struct merged_manifests *ret) {
    struct merging merging = {.arena = arena, .world = session_world(session), .diags = diags};
    struct merged_manifests merged = {0};
    if (!find_folder(session, &merging, n == 0 || !output) ||
        !(n > 0 ? read_named(&merging, files, n) : read_folder(&merging)) ||
        !find_missing(&merging)) {
        return false;
    }
    bool is_stream = output && g_str_equal(output, "-");
    const char *path = is_stream ? NULL
                       : output  ? world_absolute(merging.world, arena, output)
                                 : arena_printf(arena, "%s/manifest.json", merging.folder);
    take_documents(&merging, &merged);
    merged.n_shards = merging.n_shards;
    merged.path = path ? world_display_path(merging.world, arena, path) : "standard output";
    merged.is_file = path != NULL;
    if (!check_paths(&merging) || !write_manifest(&merging, path, merged.path)) {
        return false;
    }
    *ret = merged;
    return true;
}
