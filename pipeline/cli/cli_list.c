#include "cli_priv.h"

#include "value.h"

/* What of them the command line asks for. */
struct wanted {
    bool partners, templates, themes;
};

struct lists {
    struct listed_partner *partners;
    size_t n_partners;
    struct listed_template *templates;
    size_t n_templates;
    struct listed_theme *themes;
    size_t n_themes;
};

static bool choose(struct cli *cli, const char *word, struct wanted *ret) {
    ret->partners = !word || g_str_equal(word, "partners");
    ret->templates = !word || g_str_equal(word, "templates");
    ret->themes = !word || g_str_equal(word, "themes");
    if (ret->partners || ret->templates || ret->themes) {
        return true;
    }
    const struct str words[] = {STR("partners"), STR("templates"), STR("themes")};
    int nearest = str_nearest(str_from(word), words, G_N_ELEMENTS(words));
    diag_error(&cli->diags, (struct span){0}, DIAG_USAGE_ARGUMENT, "\"%s\" cannot be listed", word);
    diag_hint(&cli->diags, "Write pdfgen list %s.",
              nearest >= 0 ? words[nearest].p
                           : "partners, pdfgen list templates or pdfgen list themes");
    return false;
}

static void tell_json(const struct wanted *wanted, const struct lists *lists, GString *out) {
    g_autoptr(Arena) arena = arena_new();
    struct value *root = cli_json_map(arena);
    struct value *partners = cli_json_list(arena), *templates = cli_json_list(arena);
    struct value *themes = cli_json_list(arena);
    for (size_t i = 0; i < lists->n_partners; i++) {
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "slug", lists->partners[i].slug);
        cli_json_put_text(arena, map, "name", lists->partners[i].name);
        cli_json_put_text(arena, map, "tier", lists->partners[i].tier);
        cli_json_put_text(arena, map, "path", lists->partners[i].path);
        value_append(arena, partners, map);
    }
    for (size_t i = 0; i < lists->n_templates; i++) {
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "name", lists->templates[i].name);
        cli_json_put_text(arena, map, "title", lists->templates[i].title);
        cli_json_put_text(arena, map, "path", lists->templates[i].path);
        value_append(arena, templates, map);
    }
    for (size_t i = 0; i < lists->n_themes; i++) {
        struct value *map = cli_json_map(arena);
        cli_json_put_text(arena, map, "name", lists->themes[i].name);
        cli_json_put_text(arena, map, "description", lists->themes[i].description);
        cli_json_put_text(arena, map, "path", lists->themes[i].path);
        value_append(arena, themes, map);
    }
    if (wanted->partners) {
        value_put(arena, root, "partners", partners);
    }
    if (wanted->templates) {
        value_put(arena, root, "templates", templates);
    }
    if (wanted->themes) {
        value_put(arena, root, "themes", themes);
    }
    value_dump(root, false, out);
}

/* A name and blanks up to the column's width, in characters. */
static void append_cell(GString *out, const char *text, size_t width) {
    str_append_visible(out, text);
    for (size_t n = (size_t)g_utf8_strlen(text, -1); n < width; n++) {
        g_string_append_c(out, ' ');
    }
    g_string_append(out, "  ");
}

static size_t wider(size_t width, const char *text) {
    return MAX(width, (size_t)g_utf8_strlen(text, -1));
}

static void end_line(GString *out) {
    while (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    g_string_append_c(out, '\n');
}

static void tell_partners(const struct lists *lists, const char *margin, GString *out) {
    size_t slug_width = 0, name_width = 0;
    for (size_t i = 0; i < lists->n_partners; i++) {
        slug_width = wider(slug_width, lists->partners[i].slug);
        name_width = wider(name_width, lists->partners[i].name);
    }
    for (size_t i = 0; i < lists->n_partners; i++) {
        g_string_append(out, margin);
        append_cell(out, lists->partners[i].slug, slug_width);
        append_cell(out, lists->partners[i].name, name_width);
        str_append_visible(out, lists->partners[i].tier);
        end_line(out);
    }
}

static void tell_templates(const struct lists *lists, const char *margin, GString *out) {
    size_t width = 0;
    for (size_t i = 0; i < lists->n_templates; i++) {
        width = wider(width, lists->templates[i].name);
    }
    for (size_t i = 0; i < lists->n_templates; i++) {
        g_string_append(out, margin);
        append_cell(out, lists->templates[i].name, width);
        str_append_visible(out, lists->templates[i].title);
        end_line(out);
    }
}

static void tell_themes(const struct lists *lists, const char *margin, GString *out) {
    size_t width = 0;
    for (size_t i = 0; i < lists->n_themes; i++) {
        width = wider(width, lists->themes[i].name);
    }
    for (size_t i = 0; i < lists->n_themes; i++) {
        g_string_append(out, margin);
        append_cell(out, lists->themes[i].name, width);
        str_append_visible(out, lists->themes[i].description);
        end_line(out);
    }
}

/* Headings only where there is something to tell apart: one list alone is made for scripts. */
static void tell(const struct wanted *wanted, const struct lists *lists, GString *out) {
    bool has_headings = wanted->partners && wanted->templates;
    const char *margin = has_headings ? "  " : "";
    if (wanted->partners && lists->n_partners > 0) {
        g_string_append(out, has_headings ? "Partners\n" : "");
        tell_partners(lists, margin, out);
    }
    if (wanted->templates && lists->n_templates > 0) {
        g_string_append(out, has_headings ? "Documents\n" : "");
        tell_templates(lists, margin, out);
    }
    if (wanted->themes && lists->n_themes > 0) {
        g_string_append(out, has_headings ? "Themes\n" : "");
        tell_themes(lists, margin, out);
    }
}

bool cli_list_session(struct cli *cli, const struct cli_options *options, Session *session,
                      const char *word) {
    struct wanted wanted;
    if (!choose(cli, word, &wanted)) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct lists lists = {0};
    bool is_complete = !wanted.partners || pipeline_partners(session, arena, &cli->diags,
                                                             &lists.partners, &lists.n_partners);
    is_complete = (!wanted.templates || pipeline_templates(session, arena, &cli->diags,
                                                           &lists.templates, &lists.n_templates)) &&
                  is_complete;
    is_complete = (!wanted.themes ||
                   pipeline_themes(session, arena, &cli->diags, &lists.themes, &lists.n_themes)) &&
                  is_complete;
    if (options->is_json) {
        tell_json(&wanted, &lists, cli->out);
    } else {
        tell(&wanted, &lists, cli->out);
    }
    return is_complete;
}

bool cli_list(struct cli *cli, const struct cli_options *options) {
    g_autoptr(Session) session = cli_session(cli, options);
    const char *word = options->n_arguments > 0 ? options->arguments[0] : NULL;
    return session && cli_list_session(cli, options, session, word);
}
