#include "pipeline_batch_priv.h"

#include <string.h>

/* Both ends are the same program on the same machine: numbers go as they lie in memory. */

/* --- putting -------------------------------------------------------------------------------- */

static void put(GByteArray *out, const void *bytes, size_t n) {
    g_byte_array_append(out, bytes, (guint)n);
}

static void put_number(GByteArray *out, uint64_t number) {
    put(out, &number, sizeof number);
}

/* NULL and "" are two things. */
static void put_text(GByteArray *out, const char *text) {
    put_number(out, text ? strlen(text) + 1 : 0);
    if (text) {
        put(out, text, strlen(text));
    }
}

static void put_place(GByteArray *out, const struct diag_place *place) {
    put_text(out, place->path);
    put_text(out, place->pointer);
    put_number(out, place->line);
    put_number(out, place->column);
}

static void put_diag(GByteArray *out, const struct diag *diag) {
    put_number(out, diag->severity);
    put_number(out, diag->code);
    put_place(out, &diag->at);
    put_text(out, diag->message);
    put_text(out, diag->hint);
    put_number(out, diag->repeats);
    put_number(out, diag->n_notes);
    for (size_t i = 0; i < diag->n_notes; i++) {
        put_place(out, &diag->notes[i].at);
        put_text(out, diag->notes[i].message);
    }
}

/* Of the length, which is known when all is put. */
static guint begin_message(GByteArray *out) {
    guint begin = out->len;
    put(out, &(uint32_t){0}, sizeof(uint32_t));
    return begin;
}

static void end_message(GByteArray *out, guint begin) {
    uint32_t length = out->len - begin - (guint)sizeof length;
    memcpy(out->data + begin, &length, sizeof length);
}

/*
 * Texts go along, because a worker was there before they were. What a partner of several sources
 * was read from was there before the worker: it is in the same place in both.
 */
void wire_put_planned(GByteArray *out, uint32_t number, const struct planned *planned) {
    guint begin = begin_message(out);
    put_number(out, number);
    put_text(out, planned->path);
    put_text(out, planned->entry.slug);
    put_text(out, planned->entry.name);
    put_text(out, planned->entry.path);
    put(out, &planned->entry, sizeof planned->entry);
    end_message(out, begin);
}

void wire_put_made(GByteArray *out, const struct made *made) {
    guint begin = begin_message(out);
    put_number(out, made->number);
    put_number(out, made->is_made);
    put_text(out, made->temporary);
    put_text(out, made->files);
    put_number(out, made->pages);
    put_number(out, made->bytes);
    put_number(out, (uint64_t)made->mtime_ns);
    put_text(out, made->sha256);
    put_text(out, made->key);
    put(out, made->stage_us, sizeof made->stage_us);
    put_number(out, made->n_inputs);
    for (size_t i = 0; i < made->n_inputs; i++) {
        put_text(out, made->inputs[i].path);
        put_text(out, made->inputs[i].digest);
    }
    put_number(out, made->diags->n_errors);
    put_number(out, made->diags->n_warnings);
    put_number(out, made->diags->n);
    for (size_t i = 0; i < made->diags->n; i++) {
        put_diag(out, &made->diags->items[i]);
    }
    end_message(out, begin);
}

/* --- taking --------------------------------------------------------------------------------- */

struct wire {
    Arena *arena;
    const guint8 *bytes;
    size_t n;
    bool is_bad;
};

static void take(struct wire *wire, void *ret, size_t n) {
    if (wire->is_bad || n > wire->n) {
        wire->is_bad = true;
        memset(ret, 0, n);
        return;
    }
    memcpy(ret, wire->bytes, n);
    wire->bytes += n;
    wire->n -= n;
}

static uint64_t take_number(struct wire *wire) {
    uint64_t number;
    take(wire, &number, sizeof number);
    return number;
}

static char *take_text(struct wire *wire) {
    uint64_t n = take_number(wire);
    if (n == 0 || n - 1 > wire->n) {
        wire->is_bad = wire->is_bad || n > 0;
        return NULL;
    }
    char *text = arena_strndup(wire->arena, (const char *)wire->bytes, n - 1);
    wire->bytes += n - 1;
    wire->n -= n - 1;
    return text;
}

/* How many items follow, each of which takes at least a byte. */
static size_t take_count(struct wire *wire) {
    uint64_t n = take_number(wire);
    wire->is_bad = wire->is_bad || n > wire->n;
    return wire->is_bad ? 0 : n;
}

static struct diag_place take_place(struct wire *wire) {
    struct diag_place place = {.path = g_strdup(take_text(wire)),
                               .pointer = g_strdup(take_text(wire))};
    place.line = (unsigned)take_number(wire);
    place.column = (unsigned)take_number(wire);
    return place;
}

static struct diag take_diag(struct wire *wire) {
    struct diag diag = {.severity = (enum diag_severity)take_number(wire),
                        .code = (enum diag_code)take_number(wire)};
    diag.at = take_place(wire);
    diag.message = g_strdup(take_text(wire));
    diag.hint = g_strdup(take_text(wire));
    diag.repeats = (unsigned)take_number(wire);
    size_t n = take_count(wire);
    diag.notes = n > 0 ? g_new0(struct diag_note, n) : NULL;
    for (; diag.n_notes < n; diag.n_notes++) {
        diag.notes[diag.n_notes].at = take_place(wire);
        diag.notes[diag.n_notes].message = g_strdup(take_text(wire));
    }
    return diag;
}

static void take_diags(struct wire *wire, struct diags *diags) {
    diags->n_errors = take_number(wire);
    diags->n_warnings = take_number(wire);
    size_t n = take_count(wire);
    diags->items = g_new0(struct diag, n + 1);
    for (; diags->n < n; diags->n++) {
        diags->items[diags->n] = take_diag(wire);
        if (diags->items[diags->n].code >= N_DIAG_CODES || !diags->items[diags->n].message) {
            wire->is_bad = true;
        }
    }
    diags->newest = diags->n;
}

bool wire_take_planned(Arena *arena, const guint8 *bytes, size_t n, uint32_t *ret_number,
                       struct planned *ret) {
    struct wire wire = {.arena = arena, .bytes = bytes, .n = n};
    uint32_t number = (uint32_t)take_number(&wire);
    const char *path = take_text(&wire), *slug = take_text(&wire), *name = take_text(&wire),
               *file = take_text(&wire);
    struct planned planned = {.path = path};
    take(&wire, &planned.entry, sizeof planned.entry);
    planned.entry.slug = slug;
    planned.entry.name = name;
    planned.entry.path = file;
    *ret_number = number;
    *ret = planned;
    return !wire.is_bad && wire.n == 0;
}

bool wire_take_made(Arena *arena, const guint8 *bytes, size_t n, struct diags *diags,
                    struct made *ret) {
    struct wire wire = {.arena = arena, .bytes = bytes, .n = n};
    struct made made = {.number = (uint32_t)take_number(&wire), .diags = diags};
    made.is_made = take_number(&wire) != 0;
    made.temporary = take_text(&wire);
    made.files = take_text(&wire);
    made.pages = take_number(&wire);
    made.bytes = take_number(&wire);
    made.mtime_ns = (int64_t)take_number(&wire);
    made.sha256 = take_text(&wire);
    made.key = take_text(&wire);
    take(&wire, made.stage_us, sizeof made.stage_us);
    made.n_inputs = take_count(&wire);
    struct world_input *inputs = ARENA_NEW_N(arena, struct world_input, made.n_inputs);
    for (size_t i = 0; i < made.n_inputs; i++) {
        inputs[i].path = take_text(&wire);
        inputs[i].digest = take_text(&wire);
    }
    made.inputs = inputs;
    take_diags(&wire, diags);
    *ret = made;
    return !wire.is_bad && wire.n == 0;
}
