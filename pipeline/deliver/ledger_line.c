#include "ledger_fields.h"
#include "ledger_priv.h"

/*
 *   pdfgen ledger 2
 *   i  number  digest  path                                       an input
 *   d  path document partner period ...  inputs                   a document, see fields below
 *   x  path                                                       a document that was lost
 *   f  number                                                     so many d and x are on the disk
 *   m  bytes time document period left                            all above is in manifest.json
 *
 * A line that is not whole is the last one of a process that was ended: it and what stands behind
 * it (after a power failure, anything) is cut off.
 */

static const char head[] = "pdfgen ledger 2";

void ledger_append_head(GString *out) {
    g_string_append_printf(out, "%s\n", head);
}

void ledger_append_input(GString *out, guint number, const struct world_input *input) {
    g_string_append_printf(out, "i\t%u", number);
    fields_append_text(out, input->digest);
    fields_append_text(out, input->path);
    g_string_append_c(out, '\n');
}

void ledger_append_forgotten(GString *out, const char *path) {
    g_string_append_c(out, 'x');
    fields_append_text(out, path);
    g_string_append_c(out, '\n');
}

void ledger_append_flush(GString *out, size_t n_lines) {
    g_string_append_c(out, 'f');
    fields_append_number(out, (int64_t)n_lines);
    g_string_append_c(out, '\n');
}

void ledger_append_manifest(GString *out, const struct ledger_manifest *manifest) {
    g_string_append_c(out, 'm');
    fields_append_number(out, manifest->bytes);
    fields_append_number(out, manifest->mtime_ns);
    fields_append_text(out, manifest->batch.document);
    fields_append_text(out, manifest->batch.period);
    fields_append_number(out, (int64_t)manifest->batch.n_left);
    g_string_append_c(out, '\n');
}

void ledger_append_document(GString *out, const struct ledger_document *document) {
    g_string_append_c(out, 'd');
    fields_append_text(out, document->path);
    fields_append_text(out, document->files);
    fields_append_text(out, document->document);
    fields_append_text(out, document->partner);
    fields_append_text(out, document->period);
    fields_append_number(out, document->is_made);
    fields_append_number(out, (int64_t)document->pages);
    fields_append_number(out, (int64_t)document->bytes);
    fields_append_number(out, document->mtime_ns);
    fields_append_text(out, document->sha256);
    fields_append_text(out, document->key);
    fields_append_number(out, (int64_t)document->n_warnings);
    fields_append_text(out, document->said);
    for (size_t i = 0; i < LEDGER_STAGES; i++) {
        fields_append_number(out, document->stage_us[i]);
    }
    for (size_t i = 0; i < document->n_inputs; i++) {
        fields_append_number(out, document->inputs[i]);
    }
    g_string_append_c(out, '\n');
}

/* --- reading -------------------------------------------------------------------------------- */

/* The rest of the line: numbers of inputs that an earlier line gave. */
static void read_inputs(struct fields *fields, guint n_known, struct ledger_document *document) {
    size_t n = 0, capacity = 0;
    uint32_t *numbers = NULL;
    while (!fields->is_over && !fields->is_bad) {
        int64_t number = fields_next_number(fields);
        fields->is_bad = fields->is_bad || number >= (int64_t)n_known;
        numbers = arena_grow(fields->arena, numbers, n, &capacity, sizeof *numbers);
        numbers[n++] = (uint32_t)number;
    }
    document->inputs = numbers;
    document->n_inputs = n;
}

static bool parse_document(Ledger *ledger, struct fields *fields) {
    struct ledger_document document = {.path = fields_next_text(fields)};
    document.files = fields_next_text(fields);
    document.document = fields_next_text(fields);
    document.partner = fields_next_text(fields);
    document.period = fields_next_text(fields);
    document.is_made = fields_next_number(fields) != 0;
    document.pages = (size_t)fields_next_number(fields);
    document.bytes = (size_t)fields_next_number(fields);
    document.mtime_ns = fields_next_number(fields);
    document.sha256 = fields_next_text(fields);
    document.key = fields_next_text(fields);
    document.n_warnings = (size_t)fields_next_number(fields);
    document.said = fields_next_text(fields);
    for (size_t i = 0; i < LEDGER_STAGES; i++) {
        document.stage_us[i] = (unsigned)fields_next_number(fields);
    }
    read_inputs(fields, ledger->inputs->len, &document);
    if (fields->is_bad) {
        return false;
    }
    ledger_keep(ledger, &document);
    return true;
}

static bool parse_input(Ledger *ledger, struct fields *fields) {
    int64_t number = fields_next_number(fields);
    const char *digest = fields_next_text(fields);
    const char *path = fields_next_text(fields);
    if (fields->is_bad || !fields->is_over || number != (int64_t)ledger->inputs->len) {
        return false;
    }
    return ledger_add_input(ledger, path, digest) == (uint32_t)number;
}

static bool parse_forgotten(Ledger *ledger, struct fields *fields) {
    ledger_drop(ledger, fields_next_text(fields));
    return !fields->is_bad;
}

/* The mark alone is that of an earlier release: all above. */
static bool parse_flush(Ledger *ledger, struct fields *fields) {
    size_t n = fields->is_over ? ledger->n_lines : (size_t)fields_next_number(fields);
    if (fields->is_bad || n > ledger->n_lines) {
        return false;
    }
    ledger->n_flushed = n;
    return true;
}

/* The mark alone is that of an earlier release: the file is written anew. */
static bool parse_manifest(Ledger *ledger, struct fields *fields) {
    struct ledger_manifest manifest = {.n_lines = ledger->n_lines};
    if (!fields->is_over) {
        manifest.bytes = fields_next_number(fields);
        manifest.mtime_ns = fields_next_number(fields);
        manifest.batch.document = fields_next_text(fields);
        manifest.batch.period = fields_next_text(fields);
        manifest.batch.n_left = (size_t)fields_next_number(fields);
    }
    ledger->manifest = manifest;
    return !fields->is_bad;
}

static bool parse_line(Ledger *ledger, struct str line) {
    struct fields fields = {.arena = ledger->arena, .rest = line};
    struct str kind = fields_next(&fields);
    return str_is(kind, "d")   ? parse_document(ledger, &fields)
           : str_is(kind, "i") ? parse_input(ledger, &fields)
           : str_is(kind, "x") ? parse_forgotten(ledger, &fields)
           : str_is(kind, "f") ? parse_flush(ledger, &fields)
           : str_is(kind, "m") ? parse_manifest(ledger, &fields)
                               : false;
}

size_t ledger_parse(Ledger *ledger, struct str text) {
    size_t good = 0;
    struct str rest = text, line;
    for (bool is_first = true; rest.n > 0; is_first = false) {
        size_t end = str_find(rest, STR("\n"), 0);
        if (end == rest.n) {
            break;
        }
        line = str_slice(rest, 0, end);
        if (is_first ? !str_is(line, head) : !parse_line(ledger, line)) {
            break;
        }
        rest = str_skip(rest, end + 1);
        good = text.n - rest.n;
    }
    return good;
}
