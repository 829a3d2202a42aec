#include "attachment.h"

#include <string.h>

#include "str.h"

/* --- names ---------------------------------------------------------------------------------- */

/*
 * Left out of names: controls; marks that turn the direction of writing, behind which "exe.fdp" is
 * read as "pdf.exe"; and what Windows does not take.
 */
static bool is_good_character(gunichar c) {
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR: return false;
    default: return c > 0x7F || !strchr("/\\:*?\"<>|", (int)c);
    }
}

static GString *replace_bad(const char *name) {
    GString *out = g_string_new(NULL);
    for (const char *p = name; *p;) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        bool is_character = c != (gunichar)-1 && c != (gunichar)-2;
        if (is_character && is_good_character(c)) {
            g_string_append_unichar(out, c);
        } else {
            g_string_append_c(out, '_');
        }
        p = is_character ? g_utf8_next_char(p) : p + 1;
    }
    return out;
}

/* Dots in front hide a file or lead up; dots and blanks behind are dropped by Windows. */
static void trim(GString *name) {
    size_t n = 0;
    while (n < name->len && (name->str[n] == '.' || name->str[n] == ' ')) {
        n++;
    }
    g_string_erase(name, 0, (gssize)n);
    while (name->len > 0 && strchr(". ", name->str[name->len - 1])) {
        g_string_truncate(name, name->len - 1);
    }
}

/* The extension stays, because it says what the file is. */
static void shorten(GString *name) {
    if (name->len <= ATTACHMENT_NAME_BYTES_MAX) {
        return;
    }
    const char *point = strrchr(name->str, '.');
    size_t n_behind = point ? name->len - (size_t)(point - name->str) : 0;
    if (n_behind > ATTACHMENT_NAME_BYTES_MAX / 4) {
        n_behind = 0;
    }
    struct str whole = {name->str, name->len};
    size_t end = str_head(whole, ATTACHMENT_NAME_BYTES_MAX - n_behind).n;
    g_string_erase(name, (gssize)end, (gssize)(name->len - n_behind - end));
}

char *attachment_name(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    g_autoptr(GString) name = replace_bad(slash ? slash + 1 : path);
    trim(name);
    shorten(name);
    return arena_strdup(arena, name->len > 0 ? name->str : "attachment");
}

/* --- kinds ---------------------------------------------------------------------------------- */

#define OFFICE "application/vnd.openxmlformats-officedocument."

static const struct {
    const char *extension, *mime;
} kinds[] = {
    {".csv", "text/csv"},
    {".docx", OFFICE "wordprocessingml.document"},
    {".eml", "message/rfc822"},
    {".html", "text/html"},
    {".ics", "text/calendar"},
    {".jpeg", "image/jpeg"},
    {".jpg", "image/jpeg"},
    {".json", "application/json"},
    {".md", "text/markdown"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".pptx", OFFICE "presentationml.presentation"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain"},
    {".xlsx", OFFICE "spreadsheetml.sheet"},
    {".xml", "application/xml"},
    {".yaml", "application/yaml"},
    {".yml", "application/yaml"},
    {".zip", "application/zip"},
};

const char *attachment_mime(const char *name) {
    const char *point = strrchr(name, '.');
    for (size_t i = 0; point && i < G_N_ELEMENTS(kinds); i++) {
        if (g_ascii_strcasecmp(point, kinds[i].extension) == 0) {
            return kinds[i].mime;
        }
    }
    return "application/octet-stream";
}

const char *attachment_relationship_name(enum attachment_relationship relationship) {
    switch (relationship) {
    case ATTACHMENT_SUPPLEMENT: return "Supplement";
    case ATTACHMENT_DATA: return "Data";
    case ATTACHMENT_SOURCE: return "Source";
    }
    g_assert_not_reached();
}
