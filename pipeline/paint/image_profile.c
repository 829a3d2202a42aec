#include "image_priv.h"

#include <string.h>

/*
 * What a JPEG's numbers mean: the ICC profile in its APP2 segments, in parts of at most 64 KB.
 *
 * Source: ICC.1:2022 section 7.2 (header) and annex B.4 (JPEG); ISO 19005-2 section 6.2.4.2: up to
 *         version 4, of a device.
 */

enum {
    MARKER_SOS = 0xDA,
    MARKER_APP2 = 0xE2,
    PROFILE_HEADER_BYTES = 128,
    PROFILE_BYTES_MAX = 4 * 1024 * 1024, /* the largest of presses have two */
};

static const char SEGMENT_NAME[] = "ICC_PROFILE"; /* with its NUL, then number and count */
enum { SEGMENT_HEAD = sizeof SEGMENT_NAME + 2 };

static size_t uint16_at(struct str file, size_t at) {
    return (size_t)(unsigned char)file.p[at] << 8 | (unsigned char)file.p[at + 1];
}

static bool is_part(struct str segment) {
    return segment.n > SEGMENT_HEAD && memcmp(segment.p, SEGMENT_NAME, sizeof SEGMENT_NAME) == 0;
}

/* The parts in the order of the file, which is that of their numbers in every program's files. */
static GString *join_parts(struct str file) {
    GString *profile = g_string_new(NULL);
    unsigned next = 1;
    for (size_t at = 2; at + 4 <= file.n;) {
        unsigned marker = (unsigned char)file.p[at + 1];
        size_t n = uint16_at(file, at + 2);
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == MARKER_SOS || n < 2 || n > file.n - at - 2) {
            break;
        }
        struct str segment = str_slice(file, at + 4, at + 2 + n);
        if (marker == MARKER_APP2 && is_part(segment)) {
            bool is_next = (unsigned char)segment.p[SEGMENT_HEAD - 2] == next++;
            if (!is_next || profile->len + segment.n > PROFILE_BYTES_MAX) {
                g_string_truncate(profile, 0);
                break;
            }
            g_string_append_len(profile, segment.p + SEGMENT_HEAD,
                                (gssize)(segment.n - SEGMENT_HEAD));
        }
        at += 2 + n;
    }
    return profile;
}

static bool is_one_of(const char *signature, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (memcmp(signature, names[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_usable(const GString *profile, int n_channels) {
    static const char *const spaces[] = {[1] = "GRAY", [3] = "RGB ", [4] = "CMYK"};
    static const char *const classes[] = {"mntr", "prtr", "scnr", "spac"};
    static const char *const connections[] = {"XYZ ", "Lab "};
    if (profile->len < PROFILE_HEADER_BYTES) {
        return false;
    }
    struct str bytes = {profile->str, profile->len};
    size_t stated = uint16_at(bytes, 0) << 16 | uint16_at(bytes, 2);
    return stated == profile->len && (unsigned char)profile->str[8] <= 4 &&
           memcmp(profile->str + 36, "acsp", 4) == 0 &&
           memcmp(profile->str + 16, spaces[n_channels], 4) == 0 &&
           is_one_of(profile->str + 12, classes, G_N_ELEMENTS(classes)) &&
           is_one_of(profile->str + 20, connections, G_N_ELEMENTS(connections));
}

/* The output intent is sRGB already; its many profiles all say so in their description. */
static bool is_srgb(const GString *profile) {
    static const char wide[] = {0, 's', 0, 'R', 0, 'G', 0, 'B'};
    struct str front = str_slice((struct str){profile->str, profile->len}, 0, 2048);
    return str_find(front, STR("sRGB"), 0) < front.n ||
           str_find(front, (struct str){wide, sizeof wide}, 0) < front.n;
}

struct str image_jpeg_profile(Arena *arena, struct str file, int n_channels) {
    g_autoptr(GString) profile = join_parts(file);
    bool is_needed = is_usable(profile, n_channels) && !(n_channels == 3 && is_srgb(profile));
    return is_needed ? str_from_gstring(arena, profile) : (struct str){NULL, 0};
}
