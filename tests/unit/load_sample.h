/*
 * load_sample.h - a folder of its own for a test, a world that may read it, and what was said.
 */
#pragma once

#include "load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <glib/gstdio.h>

struct sample {
    char *folder;
    const char *environment[2]; /* PDFGEN_HOME is the source tree */
    World *world;
    Arena *arena;
    struct diags diags;
};

static inline void sample_open(struct sample *sample) {
    static const char *const environment[] = {"PDFGEN_HOME=" PDFGEN_SOURCE_DIR, NULL};
    *sample = (struct sample){.folder = g_dir_make_tmp("pdfgen-XXXXXX", NULL)};
    assert_non_null(sample->folder);
    sample->world = world_new(environment, sample->folder);
    sample->arena = world_arena(sample->world);
    world_allow(sample->world, sample->folder);
    assert_true(world_find_installation(sample->world, "/", &sample->diags));
}

static inline void sample_remove(const char *path) {
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        sample_remove(child);
    }
    if (folder) {
        g_dir_close(folder);
    }
    g_remove(path);
}

static inline void sample_close(struct sample *sample) {
    diags_clear(&sample->diags);
    world_free(sample->world);
    sample_remove(sample->folder);
    g_free(sample->folder);
}

static inline void sample_write(const struct sample *sample, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(sample->folder, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* "code path:line:column" of each diagnostic, by place, joined by "; ". */
static inline const char *said(Arena *arena, struct diags *diags) {
    GString *out = g_string_new(NULL);
    diags_sort(diags);
    for (size_t i = 0; i < diags->n; i++) {
        const struct diag *diag = &diags->items[i];
        g_string_append_printf(out, "%s%s", i ? "; " : "", diag_code_word(diag->code));
        if (diag->at.path) {
            g_string_append_printf(out, " %s", diag->at.path);
        }
        if (diag->at.pointer) {
            g_string_append_printf(out, "#%s", diag->at.pointer);
        } else if (diag->at.line > 0) {
            g_string_append_printf(out, ":%u:%u", diag->at.line, diag->at.column);
        }
    }
    const char *copy = arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return copy;
}

/* The value as JSON on one line. */
static inline const char *as_json(Arena *arena, const struct value *value) {
    if (value->kind == VALUE_STRING) {
        return arena_printf(arena, "'" STR_FMT "'", STR_ARG(value->string));
    }
    struct str text = value->kind == VALUE_NULL ? STR("null") : value_to_str(arena, value);
    return str_cstr(arena, text);
}

/* True where a hint of @diags holds @part. */
static inline bool has_hint(const struct diags *diags, const char *part) {
    for (size_t i = 0; i < diags->n; i++) {
        if (diags->items[i].hint && strstr(diags->items[i].hint, part)) {
            return true;
        }
    }
    return false;
}
