#include "cli_priv.h"

#include "value.h"

#include <string.h>

/* --- report --------------------------------------------------------------------------------- */

static void append_item(const struct conversion *conversion,
                        const struct converted_placeholder *item, GString *out) {
    g_string_append_printf(out, "%s:%u:%u: ", conversion->path, item->line, item->column);
    /* A placeholder may go over a line's end. */
    for (const char *c = item->placeholder; *c; c++) {
        g_string_append_c(out, *c == '\n' || *c == '\r' ? ' ' : *c);
    }
    if (!item->tag) {
        g_string_append_printf(out, " stays: %s\n", item->note);
        return;
    }
    bool is_own = strcmp(item->outcome, "own") == 0;
    g_string_append_printf(out, " -> %s%s", item->tag, is_own ? ", to supply" : "");
    g_string_append_printf(out, "%s%s%s\n", item->note ? " (" : "", item->note ? item->note : "",
                           item->note ? ")" : "");
}

static size_t count_outcome(const struct conversion *conversion, const char *outcome) {
    size_t n = 0;
    for (size_t i = 0; i < conversion->n_items; i++) {
        n += strcmp(conversion->items[i].outcome, outcome) == 0;
    }
    return n;
}

static void append_supply(const struct conversion *conversion, GString *out) {
    if (conversion->n_own == 0) {
        return;
    }
    g_string_append_printf(out, "Supply with --data FILE:\n%s:\n", conversion->own_names);
    for (size_t i = 0; i < conversion->n_own; i++) {
        g_string_append_printf(out, "  %s:\n", conversion->own[i]);
    }
}

static void append_report(const struct conversion *conversion, GString *out) {
    for (size_t i = 0; i < conversion->n_items; i++) {
        append_item(conversion, &conversion->items[i], out);
    }
    append_supply(conversion, out);
    size_t n_nearest = count_outcome(conversion, "nearest");
    g_string_append_printf(out, "placeholders: %zu, known: %zu, to supply: %zu, left: %zu\n",
                           conversion->n_items, count_outcome(conversion, "known") + n_nearest,
                           count_outcome(conversion, "own"), count_outcome(conversion, "left"));
}

/* --- JSON ----------------------------------------------------------------------------------- */

static struct value *item_map(Arena *arena, const struct converted_placeholder *item) {
    struct value *map = cli_json_map(arena);
    cli_json_put_count(arena, map, "line", item->line);
    cli_json_put_count(arena, map, "column", item->column);
    cli_json_put_text(arena, map, "placeholder", item->placeholder);
    cli_json_put_text(arena, map, "outcome", item->outcome);
    cli_json_put_text(arena, map, "tag", item->tag);
    cli_json_put_text(arena, map, "name", item->name);
    cli_json_put_text(arena, map, "note", item->note);
    return map;
}

static void tell_json(struct cli *cli, const char *output, const struct conversion *conversion) {
    g_autoptr(Arena) arena = arena_new();
    struct value *map = cli_json_map(arena), *items = cli_json_list(arena);
    cli_json_put_text(arena, map, "template", conversion->path);
    cli_json_put_text(arena, map, "path", output);
    for (size_t i = 0; i < conversion->n_items; i++) {
        value_append(arena, items, item_map(arena, &conversion->items[i]));
    }
    value_put(arena, map, "placeholders", items);
    if (!output && conversion->path) {
        value_put(arena, map, "text", value_new_string(arena, (struct span){0}, conversion->text));
    }
    diags_sort(&cli->diags);
    cli_json_put_diags(arena, map, &cli->diags);
    value_dump(map, false, cli->out);
}

/* --- command -------------------------------------------------------------------------------- */

bool cli_convert(struct cli *cli, const struct cli_options *options) {
    const char *output = options->output;
    output = output && g_str_equal(output, "-") ? NULL : output;
    if (!cli_check_ending(cli, output, "text")) {
        return false;
    }
    g_autoptr(Session) session = cli_session(cli, options);
    if (!session) {
        return false;
    }
    g_autoptr(Arena) arena = arena_new();
    struct conversion conversion = {0};
    bool is_done =
        pipeline_convert(session, arena, options->arguments[0], output, &cli->diags, &conversion);
    if (options->is_json) {
        tell_json(cli, output, &conversion);
        return is_done;
    }
    if (!is_done) {
        return false;
    }
    if (!options->is_quiet) {
        append_report(&conversion, cli->log);
    }
    if (!output) {
        g_string_append_len(cli->out, conversion.text.p, (gssize)conversion.text.n);
        return true;
    }
    g_string_append_printf(cli->out, "%s\n", output);
    if (conversion.is_original) {
        g_string_append_printf(cli->log, "%s is replaced by its converted text\n", output);
    }
    return true;
}
