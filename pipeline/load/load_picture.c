#include "load.h"

#include <string.h>

bool load_is_picture(const char *path) {
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(lower, endings[i])) {
            return !strstr(lower, "://");
        }
    }
    return false;
}
