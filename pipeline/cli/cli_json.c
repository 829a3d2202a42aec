#include "cli_priv.h"

#include "value.h"

struct value *cli_json_map(Arena *arena) {
    return value_new(arena, VALUE_MAP, (struct span){0});
}

struct value *cli_json_list(Arena *arena) {
    return value_new(arena, VALUE_LIST, (struct span){0});
}

/* NULL is null. */
void cli_json_put_text(Arena *arena, struct value *map, const char *key, const char *text) {
    struct value *value = text ? value_new_string(arena, (struct span){0}, str_from(text))
                               : value_new(arena, VALUE_NULL, (struct span){0});
    value_put(arena, map, key, value);
}

void cli_json_put_texts(Arena *arena, struct value *map, const char *key, char *const *texts) {
    struct value *list = cli_json_list(arena);
    for (; *texts; texts++) {
        value_append(arena, list, value_new_string(arena, (struct span){0}, str_from(*texts)));
    }
    value_put(arena, map, key, list);
}

void cli_json_put_count(Arena *arena, struct value *map, const char *key, size_t n) {
    value_put(arena, map, key,
              value_new_number(arena, (struct span){0}, decimal_from_int((int64_t)n)));
}

static struct value *diag_map(Arena *arena, const struct diag *diag) {
    struct value *map = cli_json_map(arena);
    cli_json_put_text(arena, map, "code", diag_code_word(diag->code));
    cli_json_put_text(arena, map, "path", diag->at.path);
    if (diag->at.pointer) {
        cli_json_put_text(arena, map, "pointer", diag->at.pointer);
    }
    cli_json_put_count(arena, map, "line", diag->at.line);
    cli_json_put_count(arena, map, "column", diag->at.column);
    cli_json_put_text(arena, map, "message", diag->message);
    cli_json_put_text(arena, map, "hint", diag->hint);
    return map;
}

void cli_json_put_diags(Arena *arena, struct value *map, const struct diags *diags) {
    struct value *errors = cli_json_list(arena), *warnings = cli_json_list(arena);
    for (size_t i = 0; i < diags->n; i++) {
        bool is_error = diags->items[i].severity == DIAG_SEVERITY_ERROR;
        value_append(arena, is_error ? errors : warnings, diag_map(arena, &diags->items[i]));
    }
    value_put(arena, map, "errors", errors);
    value_put(arena, map, "warnings", warnings);
}
