#include "load_priv.h"

bool load_data_file(Arena *arena, World *world, const char *path, struct span asked_at,
                    struct diags *diags, struct value **ret) {
    struct str name = str_from(path);
    bool is_json = str_ends_with(name, ".json");
    if (!is_json && !str_ends_with(name, ".yaml") && !str_ends_with(name, ".yml")) {
        if (!asked_at.source) {
            const char *shown = world_display_path(world, arena, path);
            asked_at = span_of_file(source_new(arena, shown, (struct str){"", 0}));
        }
        diag_error(diags, asked_at, DIAG_DATA_TYPE, "\"%s\" is not a data file", path);
        diag_hint(diags, "Name a file that ends with .yaml, .yml or .json.");
        return false;
    }
    const struct source *source = world_read_text(world, path, asked_at, diags);
    if (!source) {
        return false;
    }
    return is_json ? load_json(arena, source, diags, ret) : load_yaml(arena, source, diags, ret);
}
