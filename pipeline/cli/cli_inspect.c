#include "cli_priv.h"

#include "value.h"

#include <string.h>

/* A name, and how struct made_from says it. */
static const struct {
    const char *label, *key;
    size_t offset;
} origins[] = {
    {"template", "document", offsetof(struct made_from, document)},
    {"partner", "partner", offsetof(struct made_from, partner)},
    {"period", "period", offsetof(struct made_from, period)},
    {"template key", "template_key", offsetof(struct made_from, template_key)},
    {"data key", "data_key", offsetof(struct made_from, data_key)},
};

static const char *origin(const struct made_from *from, size_t i) {
    return *(const char *const *)((const char *)from + origins[i].offset);
}

/* --- for people ----------------------------------------------------------------------------- */

/* The file may be anybody's: what it says must not steer the terminal. */
static void append_safe(GString *out, const char *text) {
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        GUnicodeType type = g_unichar_type(c);
        bool is_safe = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT;
        g_string_append_unichar(out, is_safe ? c : '?');
    }
}

static void append_row(GString *out, const char *label, const char *text) {
    if (text) {
        g_string_append_printf(out, "%-14s", label);
        append_safe(out, text);
        g_string_append_c(out, '\n');
    }
}

static void append_claims(GString *out, const struct pdf_facts *facts) {
    g_autoptr(GString) claims = g_string_new(facts->archival);
    if (facts->accessible) {
        g_string_append_printf(claims, "%s%s", claims->len ? ", " : "", facts->accessible);
    }
    append_row(out, "claims", claims->len ? claims->str : "nothing");
    g_autoptr(GString) form = g_string_new("PDF ");
    g_string_append_printf(form, "%s%s%s%s", facts->version, facts->is_tagged ? ", tagged" : "",
                           facts->is_linearized ? ", linearized" : "",
                           facts->is_encrypted ? ", encrypted" : "");
    append_row(out, "form", form->str);
}

static void append_fonts(GString *out, const struct pdf_facts *facts) {
    for (size_t i = 0; i < facts->n_fonts; i++) {
        g_autofree char *text = g_strconcat(
            facts->fonts[i].name, facts->fonts[i].is_embedded ? "" : " (not embedded)", NULL);
        append_row(out, i == 0 ? "fonts" : "", text);
    }
}

static void append_attached(GString *out, const struct pdf_facts *facts) {
    for (size_t i = 0; i < facts->n_attached; i++) {
        const struct pdf_attached *file = &facts->attached[i];
        bool is_described = file->description && strcmp(file->description, file->name) != 0;
        g_autofree char *text =
            g_strdup_printf("%s, %zu bytes, %s%s%s", file->name, file->bytes,
                            file->relationship ? file->relationship : "no relationship",
                            is_described ? ": " : "", is_described ? file->description : "");
        append_row(out, i == 0 ? "attachments" : "", text);
    }
}

static void append_report(GString *out, const struct pdf_facts *facts) {
    g_autofree char *pages = g_strdup_printf("%zu", facts->pages);
    append_row(out, "title", facts->title);
    append_row(out, "author", facts->author);
    append_row(out, "pages", pages);
    append_row(out, "language", facts->language);
    append_row(out, "made by", facts->producer);
    append_claims(out, facts);
    for (size_t i = 0; i < G_N_ELEMENTS(origins); i++) {
        append_row(out, origins[i].label, origin(&facts->from, i));
    }
    append_fonts(out, facts);
    append_attached(out, facts);
}

/* --- for programs --------------------------------------------------------------------------- */

static void put_flag(Arena *arena, struct value *map, const char *key, bool flag) {
    value_put(arena, map, key, value_new_bool(arena, (struct span){0}, flag));
}

static struct value *font_list(Arena *arena, const struct pdf_facts *facts) {
    struct value *list = cli_json_list(arena);
    for (size_t i = 0; i < facts->n_fonts; i++) {
        struct value *font = cli_json_map(arena);
        cli_json_put_text(arena, font, "name", facts->fonts[i].name);
        put_flag(arena, font, "embedded", facts->fonts[i].is_embedded);
        value_append(arena, list, font);
    }
    return list;
}

static struct value *attached_list(Arena *arena, const struct pdf_facts *facts) {
    struct value *list = cli_json_list(arena);
    for (size_t i = 0; i < facts->n_attached; i++) {
        const struct pdf_attached *file = &facts->attached[i];
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "name", file->name);
        cli_json_put_text(arena, map, "description", file->description);
        cli_json_put_text(arena, map, "mime", file->mime);
        cli_json_put_text(arena, map, "relationship", file->relationship);
        cli_json_put_count(arena, map, "bytes", file->bytes);
        value_append(arena, list, map);
    }
    return list;
}

static struct value *origin_map(Arena *arena, const struct made_from *from) {
    struct value *map = cli_json_map(arena);
    for (size_t i = 0; i < G_N_ELEMENTS(origins); i++) {
        cli_json_put_text(arena, map, origins[i].key, origin(from, i));
    }
    return map;
}

static void put_facts(Arena *arena, struct value *map, const struct pdf_facts *facts) {
    cli_json_put_text(arena, map, "title", facts->title);
    cli_json_put_text(arena, map, "author", facts->author);
    cli_json_put_count(arena, map, "pages", facts->pages);
    cli_json_put_text(arena, map, "language", facts->language);
    cli_json_put_text(arena, map, "producer", facts->producer);
    cli_json_put_text(arena, map, "version", facts->version);
    cli_json_put_text(arena, map, "archival", facts->archival);
    cli_json_put_text(arena, map, "accessible", facts->accessible);
    put_flag(arena, map, "tagged", facts->is_tagged);
    put_flag(arena, map, "linearized", facts->is_linearized);
    put_flag(arena, map, "encrypted", facts->is_encrypted);
    value_put(arena, map, "made_from", origin_map(arena, &facts->from));
    value_put(arena, map, "fonts", font_list(arena, facts));
    value_put(arena, map, "attachments", attached_list(arena, facts));
}

static void tell_json(struct cli *cli, Arena *arena, const char *path,
                      const struct pdf_facts *facts) {
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "path", path);
    if (facts) {
        put_facts(arena, map, facts);
    }
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

bool cli_inspect(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Arena) arena = arena_new();
    const char *path = options->arguments[0], *password = NULL;
    if (!cli_password(cli, options, arena, &password)) {
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    struct pdf_facts facts;
    if (!session) {
        return false;
    }
    bool is_read = pipeline_inspect(session, arena, path, password, &cli->diags, &facts);
    if (options->is_json) {
        tell_json(cli, arena, path, is_read ? &facts : NULL);
    } else if (is_read) {
        append_report(cli->out, &facts);
    }
    return is_read;
}
