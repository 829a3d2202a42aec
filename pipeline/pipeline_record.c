#include "pipeline_priv.h"

#include "digest.h"

#include <string.h>

/*
 * The record of a document: what it was made from, so that it can be made again. A few words of it
 * stand in every PDF of a template (struct made_from); the whole of it, with the values themselves,
 * in the attached RECORD_NAME, which pipeline_verify.c reads.
 *
 * No path of the machine is in it, and of the values only those that the template may ask for.
 */

/* --- keys ----------------------------------------------------------------------------------- */

static const char *key_of(struct run *run, struct digest *sum) {
    struct digest_text key = digest_end(sum);
    return arena_strdup(run->arena, key.text);
}

static void add_text(struct digest *sum, const char *text, size_t n) {
    g_autofree char *length = g_strdup_printf("%zu:", n);
    digest_add(sum, length, strlen(length));
    digest_add(sum, text, n);
}

static void add_words(struct digest *sum, const char *words) {
    add_text(sum, words ? words : "", words ? strlen(words) : 0);
}

static const char *template_key(struct run *run) {
    struct digest sum;
    digest_init(&sum);
    add_text(&sum, run->source->text.p, run->source->text.n);
    for (size_t i = 0; i < run->n_partials; i++) {
        add_text(&sum, run->partials[i]->text.p, run->partials[i]->text.n);
    }
    return key_of(run, &sum);
}

/* What a theme file would say of it: every field there is, so that a new one cannot be forgotten.
 */
static void add_theme(struct digest *sum, const struct theme *theme) {
    g_autoptr(GString) text = g_string_new(NULL);
    struct theme looks = *theme;
    looks.description = NULL; /* is seen on no page */
    load_theme_write(&looks, NULL, text);
    add_text(sum, text->str, text->len);
    add_words(sum, theme->logo.alt);
    add_words(sum, theme->dark_logo.alt);
}

/* The theme as the workspace's brand has changed it. */
static const char *theme_key(struct run *run) {
    struct digest sum;
    digest_init(&sum);
    add_theme(&sum, run->theme);
    if (run->notes_theme) {
        add_theme(&sum, run->notes_theme);
    }
    return key_of(run, &sum);
}

static void add_bytes(struct digest *sum, GBytes *data) {
    gsize n;
    const char *bytes = g_bytes_get_data(data, &n);
    add_text(sum, bytes, n);
}

static const char *images_key(struct run *run) {
    struct digest sum;
    digest_init(&sum);
    for (size_t i = 0; i < run->display->n_images; i++) {
        add_bytes(&sum, run->display->images[i].data);
    }
    return key_of(run, &sum);
}

static const char *fonts_key(struct run *run) {
    struct digest sum;
    digest_init(&sum);
    for (size_t i = 0; i < run->display->n_fonts; i++) {
        add_bytes(&sum, run->display->fonts[i].data);
    }
    return key_of(run, &sum);
}

/* --- values --------------------------------------------------------------------------------- */

/* Of the frame around the text, and what the template may ask for; others stay at home. */
static bool is_asked_for(struct run *run, struct str name) {
    struct fill_options options = run_fill_options(run);
    return str_is(name, "period") ||
           fill_mentions(run->arena, run->source, run->body, &options, name);
}

static struct value *asked_values(struct run *run) {
    struct value *values =
        value_new(run->arena, run->root ? VALUE_MAP : VALUE_NULL, (struct span){0});
    for (size_t i = 0; run->root && i < run->root->map.n; i++) {
        const struct value_entry *entry = &run->root->map.entries[i];
        if (is_asked_for(run, entry->key)) {
            value_set(run->arena, values, entry->key, entry->key_at, entry->value);
        }
    }
    return values;
}

const char *record_data_key(Arena *arena, const struct value *values) {
    g_autoptr(GString) text = g_string_new(NULL);
    value_dump(values, false, text);
    struct digest_text key = digest_of(text->str, text->len);
    return arena_strdup(arena, key.text);
}

/* --- the record ----------------------------------------------------------------------------- */

static void put_text(struct run *run, struct value *map, const char *key, const char *text) {
    if (text) {
        value_put_text(run->arena, map, key, text);
    }
}

static void put_flag(struct run *run, struct value *map, const char *key, bool flag) {
    if (flag) {
        value_put(run->arena, map, key, value_new_bool(run->arena, (struct span){0}, true));
    }
}

static struct value *new_map(struct run *run) {
    return value_new(run->arena, VALUE_MAP, (struct span){0});
}

/* From the workspace where it lies below it, else its last part. */
static const char *file_name(struct run *run) {
    const char *home = run->workspace ? run->workspace->directory : NULL;
    size_t n = home ? strlen(home) : 0;
    if (home && strncmp(run->path, home, n) == 0 && run->path[n] == '/') {
        return run->path + n + 1;
    }
    g_autofree char *base = g_path_get_basename(run->path);
    return arena_strdup(run->arena, base);
}

static struct value *partner_map(struct run *run) {
    struct value *map = new_map(run);
    put_text(run, map, "slug", run->entry.slug);
    put_text(run, map, "name", value_text(run->arena, value_get(run->partner, "name"), NULL));
    struct value *logo = value_get(run->partner, "logo"); /* covers show it */
    if (logo) {
        value_put(run->arena, map, "logo", logo);
    }
    return map;
}

static struct value *keys_map(struct run *run, const struct value *values) {
    struct value *keys = new_map(run);
    put_text(run, keys, "template", template_key(run));
    put_text(run, keys, "data", record_data_key(run->arena, values));
    put_text(run, keys, "theme", theme_key(run));
    put_text(run, keys, "images", images_key(run));
    put_text(run, keys, "fonts", fonts_key(run));
    return keys;
}

static struct value *record_map(struct run *run, const struct value *values) {
    const struct job *job = run->job;
    struct date date = world_today(session_world(run->session));
    struct value *map = new_map(run);
    put_text(run, map, "version", PDFGEN_VERSION);
    put_text(run, map, job->file ? "file" : "document", job->file ? file_name(run) : job->document);
    if (run->partner) {
        value_put(run->arena, map, "partner", partner_map(run));
    }
    put_text(run, map, "period", run->period.id);
    put_text(run, map, "date",
             arena_printf(run->arena, "%04d-%02d-%02d", date.year, date.month, date.day));
    put_text(run, map, "currency", run_fill_options(run).currency);
    put_text(run, map, "theme", run->theme->name);
    put_text(run, map, "watermark", job->watermark);
    put_flag(run, map, "alone", !run->workspace);
    put_flag(run, map, "lenient", session_is_lenient(run->session));
    put_flag(run, map, "forms", job->forms);
    put_flag(run, map, "notes", job->notes);
    put_flag(run, map, "linearize", job->linearize);
    value_put(run->arena, map, "keys", keys_map(run, values));
    return map;
}

struct attachment run_data_attachment(struct run *run) {
    struct value *all = new_map(run), *values = asked_values(run);
    struct value *record = record_map(run, values);
    GString *text = g_string_new(NULL);
    value_put(run->arena, all, RECORD_KEY, record);
    value_put(run->arena, all, RECORD_VALUES, values);
    value_dump(all, false, text);
    run->record = record;
    run->display->meta.from.data_key =
        value_text(run->arena, value_path(record, "keys.data"), NULL);
    return (struct attachment){
        .name = RECORD_NAME,
        .description = "The values that this document was made from",
        .mime = "application/json",
        .relationship = ATTACHMENT_SOURCE,
        .data = run_own_bytes(run, text),
    };
}

void run_say_origin(struct run *run) {
    if (!run->is_template && !run->job->attach_data) {
        return;
    }
    struct made_from *from = &run->display->meta.from;
    from->document = run->job->document;
    from->partner = run->partner ? run->entry.slug : NULL;
    from->period = run->period.id;
    from->template_key = template_key(run);
}
