#include "diag.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum diag_class class;
    const char *meaning;
} codes[N_DIAG_CODES] = {
#define ROW(name, word, class, meaning) [DIAG_##name] = {word, DIAG_CLASS_##class, meaning},
    DIAG_CODES(ROW)
#undef ROW
};

const char *diag_code_word(enum diag_code code) {
    return codes[code].word;
}

const char *diag_code_meaning(enum diag_code code) {
    return codes[code].meaning;
}

enum diag_class diag_code_class(enum diag_code code) {
    return codes[code].class;
}

static struct diag_place place_from_span(struct span at) {
    struct diag_place place = {0};
    if (at.source) {
        place.path = g_strdup(at.source->path);
        place.pointer = g_strdup(at.pointer);
        span_locate(at, &place.line, &place.column);
    }
    return place;
}

static void place_clear(struct diag_place *place) {
    g_free(place->path);
    g_free(place->pointer);
}

static bool place_eq(const struct diag_place *a, const struct diag_place *b) {
    return a->line == b->line && a->column == b->column && g_strcmp0(a->path, b->path) == 0 &&
           g_strcmp0(a->pointer, b->pointer) == 0;
}

static bool is_repeat(const struct diag *a, const struct diag *b) {
    return a->code == b->code && place_eq(&a->at, &b->at) && strcmp(a->message, b->message) == 0;
}

static void diag_clear(struct diag *diag) {
    place_clear(&diag->at);
    g_free(diag->message);
    g_free(diag->hint);
    for (size_t i = 0; i < diag->n_notes; i++) {
        place_clear(&diag->notes[i].at);
        g_free(diag->notes[i].message);
    }
    g_free(diag->notes);
}

/* False: there are too many already. */
static bool has_room(struct diags *diags, enum diag_severity severity) {
    size_t *count = severity == DIAG_SEVERITY_ERROR ? &diags->n_errors : &diags->n_warnings;
    diags->newest = 0;
    if (*count < DIAG_ERRORS_MAX) {
        return true;
    }
    ++*count;
    return false;
}

/* Owns @diag. */
static void keep(struct diags *diags, struct diag *diag) {
    for (size_t i = 0; i < diags->n; i++) {
        if (is_repeat(&diags->items[i], diag)) {
            diags->items[i].repeats++;
            diag_clear(diag);
            return;
        }
    }
    ++*(diag->severity == DIAG_SEVERITY_ERROR ? &diags->n_errors : &diags->n_warnings);
    diags->items = g_renew(struct diag, diags->items, diags->n + 1);
    diags->items[diags->n++] = *diag;
    diags->newest = diags->n;
}

static void diag_add(struct diags *diags, enum diag_severity severity, struct span at,
                     enum diag_code code, char *message) {
    if (diags->is_strict) {
        severity = DIAG_SEVERITY_ERROR;
    }
    /* Before the place is looked for: a file of a million mistakes must not be read as often. */
    if (!has_room(diags, severity)) {
        g_free(message);
        return;
    }
    struct diag diag = {.severity = severity,
                        .code = code,
                        .at = place_from_span(at),
                        .message = g_strdelimit(message, "\n\r", ' ')};
    keep(diags, &diag);
}

void diags_take(struct diags *diags, struct diags *from, bool are_warnings) {
    for (size_t i = 0; i < from->n; i++) {
        struct diag *diag = &from->items[i];
        diag->severity = diags->is_strict ? DIAG_SEVERITY_ERROR
                         : are_warnings   ? DIAG_SEVERITY_WARNING
                                          : diag->severity;
        if (has_room(diags, diag->severity)) {
            keep(diags, diag);
        } else {
            diag_clear(diag);
        }
    }
    g_free(from->items);
    *from = (struct diags){.is_strict = from->is_strict};
}

static bool is_said_before(const struct diags *diags, size_t n, const struct diag *diag) {
    for (size_t i = 0; i < n; i++) {
        if (diags->items[i].code == diag->code && place_eq(&diags->items[i].at, &diag->at)) {
            return true;
        }
    }
    return false;
}

void diags_keep_first(struct diags *diags, enum diag_code code) {
    size_t n = 0;
    for (size_t i = 0; i < diags->n; i++) {
        struct diag *diag = &diags->items[i];
        if (diag->code == code && diag->severity == DIAG_SEVERITY_WARNING &&
            is_said_before(diags, n, diag)) {
            diag_clear(diag);
            diags->n_warnings--;
        } else {
            diags->items[n++] = *diag;
        }
    }
    diags->n = n;
    diags->newest = 0;
}

void diags_show(struct diags *diags) {
    for (size_t i = 0; i < diags->n; i++) {
        diags->items[i].is_shown = true;
    }
}

size_t diags_hidden_errors(const struct diags *diags) {
    size_t n = diags->n_errors;
    for (size_t i = 0; i < diags->n; i++) {
        const struct diag *diag = &diags->items[i];
        n -= diag->is_shown && diag->severity == DIAG_SEVERITY_ERROR;
    }
    return n;
}

bool diag_error(struct diags *diags, struct span at, enum diag_code code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_add(diags, DIAG_SEVERITY_ERROR, at, code, g_strdup_vprintf(format, args));
    va_end(args);
    return false;
}

bool diag_warning(struct diags *diags, struct span at, enum diag_code code, const char *format,
                  ...) {
    va_list args;
    va_start(args, format);
    diag_add(diags, DIAG_SEVERITY_WARNING, at, code, g_strdup_vprintf(format, args));
    va_end(args);
    return false;
}

static struct diag *newest(struct diags *diags) {
    return diags->newest ? &diags->items[diags->newest - 1] : NULL;
}

void diag_hint(struct diags *diags, const char *format, ...) {
    struct diag *diag = newest(diags);
    if (!diag || diag->hint) {
        return;
    }
    va_list args;
    va_start(args, format);
    diag->hint = g_strdup_vprintf(format, args);
    va_end(args);
}

void diag_hint_nearest(struct diags *diags, struct str word, const struct str *names, size_t n) {
    int nearest = newest(diags) ? str_nearest(word, names, n) : -1;
    if (nearest >= 0) {
        diag_hint(diags, "Did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest]));
    }
}

void diag_note(struct diags *diags, struct span at, const char *format, ...) {
    struct diag *diag = newest(diags);
    if (!diag) {
        return;
    }
    va_list args;
    va_start(args, format);
    diag->notes = g_renew(struct diag_note, diag->notes, diag->n_notes + 1);
    diag->notes[diag->n_notes++] = (struct diag_note){
        .at = place_from_span(at),
        .message = g_strdup_vprintf(format, args),
    };
    va_end(args);
}

bool diags_has_errors(const struct diags *diags) {
    return diags->n_errors > 0;
}

static int compare_diags(const void *a, const void *b, void *unused) {
    (void)unused;
    const struct diag *x = a, *y = b;
    int order = g_strcmp0(x->at.path, y->at.path);
    if (order != 0) {
        return order;
    }
    if (x->at.line != y->at.line) {
        return x->at.line < y->at.line ? -1 : 1;
    }
    return x->at.column < y->at.column ? -1 : x->at.column > y->at.column;
}

void diags_sort(struct diags *diags) {
    if (diags->n > 1) {
        g_qsort_with_data(diags->items, (int)diags->n, sizeof *diags->items, compare_diags, NULL);
    }
}

int diags_exit_code(const struct diags *diags) {
    int exit_code = diags->n_errors > 0 ? 1 : 0;
    for (size_t i = 0; i < diags->n; i++) {
        if (diags->items[i].severity == DIAG_SEVERITY_ERROR) {
            exit_code = MAX(exit_code, (int)diag_code_class(diags->items[i].code));
        }
    }
    return exit_code;
}

/* What is put around the parts of a line; all empty where there is no terminal. */
struct palette {
    const char *place, *error, *warning, *hint, *end;
};

static const struct palette plain = {"", "", "", "", ""};
/* ECMA-48 8.3.117: 1 bold, 31 red, 33 yellow, 36 cyan. */
static const struct palette coloured = {"\033[1m", "\033[1;31m", "\033[1;33m", "\033[36m",
                                        "\033[0m"};

static void format_place(const struct diag_place *at, const struct palette *palette, GString *out) {
    if (!at->path) {
        return;
    }
    g_string_append(out, palette->place);
    str_append_visible(out, at->path);
    if (at->pointer) {
        g_string_append_c(out, '#');
        str_append_visible(out, at->pointer);
    } else if (at->line > 0) {
        g_string_append_printf(out, ":%u:%u", at->line, at->column);
    }
    g_string_append_printf(out, ":%s ", palette->end);
}

static void format_diag(const struct diag *diag, const struct palette *palette, GString *out) {
    bool is_error = diag->severity == DIAG_SEVERITY_ERROR;
    format_place(&diag->at, palette, out);
    g_string_append_printf(out, "%s%s:%s ", is_error ? palette->error : palette->warning,
                           is_error ? "error" : "warning", palette->end);
    str_append_visible(out, diag->message);
    g_string_append_printf(out, " [%s]\n", diag_code_word(diag->code));
    if (diag->hint) {
        g_string_append_printf(out, "%shint:%s ", palette->hint, palette->end);
        str_append_visible(out, diag->hint);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < diag->n_notes; i++) {
        g_string_append_printf(out, "%snote:%s ", palette->hint, palette->end);
        format_place(&diag->notes[i].at, palette, out);
        str_append_visible(out, diag->notes[i].message);
        g_string_append_c(out, '\n');
    }
}

void diag_format(const struct diag *diag, GString *out) {
    format_diag(diag, &plain, out);
}

void diag_format_colour(const struct diag *diag, GString *out) {
    format_diag(diag, &coloured, out);
}

void diags_clear(struct diags *diags) {
    for (size_t i = 0; i < diags->n; i++) {
        diag_clear(&diags->items[i]);
    }
    g_free(diags->items);
    *diags = (struct diags){0};
}
