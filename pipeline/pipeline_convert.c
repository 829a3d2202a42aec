#include "pipeline_priv.h"

#include "deliver.h"

#include <string.h>

static bool read_file(Session *session, Arena *arena, const char *file, struct diags *diags,
                      const struct source **ret, size_t *ret_body) {
    World *world = session_world(session);
    const char *path = world_absolute(world, arena, file);
    world_allow_file(world, path);
    *ret = world_read_text(world, path, (struct span){0}, diags);
    if (!*ret) {
        return false;
    }
    /* Placeholders may be what keeps the front matter from being YAML. */
    struct diags ignored = {0};
    struct value *meta = NULL;
    load_front_matter(arena, *ret, &ignored, &meta, ret_body);
    diags_clear(&ignored);
    return true;
}

static const char *const outcome_words[] = {
    [FILL_KNOWN] = "known",
    [FILL_NEAREST] = "nearest",
    [FILL_OWN] = "own",
    [FILL_LEFT] = "left",
};

static struct converted_placeholder *list_placeholders(Arena *arena,
                                                       const struct fill_converted *converted) {
    struct converted_placeholder *list =
        ARENA_NEW_N(arena, struct converted_placeholder, converted->n);
    for (size_t i = 0; i < converted->n; i++) {
        const struct fill_conversion *item = &converted->items[i];
        list[i] = (struct converted_placeholder){
            .placeholder = str_cstr(arena, item->placeholder),
            .outcome = outcome_words[item->kind],
            .tag = item->tag,
            .name = item->path,
            .note = item->note,
        };
        span_locate(item->at, &list[i].line, &list[i].column);
    }
    return list;
}

/* "own" names without their first word, each once, in order. */
static const char **list_own(Arena *arena, const struct fill_converted *converted, size_t *ret_n) {
    const char **names = ARENA_NEW_N(arena, const char *, converted->n);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    *ret_n = 0;
    for (size_t i = 0; i < converted->n; i++) {
        const struct fill_conversion *item = &converted->items[i];
        if (item->kind == FILL_OWN && g_hash_table_add(seen, (void *)item->path)) {
            names[(*ret_n)++] = item->path + strlen(FILL_OWN_NAMES ".");
        }
    }
    return names;
}

static bool write_output(Session *session, Arena *arena, const char *output, struct str text,
                         struct diags *diags) {
    const char *path = world_absolute(session_world(session), arena, output);
    g_autoptr(GBytes) bytes = g_bytes_new(text.p, text.n);
    return deliver_file(path, output, bytes, diags);
}

bool pipeline_convert(Session *session, Arena *arena, const char *file, const char *output,
                      struct diags *diags, struct conversion *ret) {
    const struct source *source = NULL;
    struct fill_converted converted;
    size_t body = 0;
    if (!read_file(session, arena, file, diags, &source, &body)) {
        return false;
    }
    fill_convert(arena, source, body, &converted);
    if (output && !write_output(session, arena, output, converted.text, diags)) {
        return false;
    }
    const char *path = world_absolute(session_world(session), arena, file);
    *ret = (struct conversion){
        .path = source->path,
        .text = converted.text,
        .items = list_placeholders(arena, &converted),
        .n_items = converted.n,
        .own_names = FILL_OWN_NAMES,
        .is_original =
            output && g_str_equal(path, world_absolute(session_world(session), arena, output)),
    };
    ret->own = list_own(arena, &converted, &ret->n_own);
    return true;
}
