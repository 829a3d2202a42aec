#include "pdf_file_priv.h"

#include <math.h>
#include <string.h>

/* --- numbers -------------------------------------------------------------------------------- */

enum { DIGITS_MAX = 24 }; /* of 64 bits, with sign and point */

/* The digits of @value in front of @end; the result is where they begin. */
static char *digits_before(char *end, uint64_t value, int at_least) {
    char *p = end;
    do {
        *--p = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0 || end - p < at_least);
    return p;
}

static void put_digits(GString *out, uint64_t value, int at_least) {
    char digits[DIGITS_MAX], *end = digits + sizeof digits;
    char *p = digits_before(end, value, at_least);
    pdf_put_raw(out, p, (size_t)(end - p));
}

void pdf_put_int(GString *out, int64_t value) {
    if (value < 0) {
        g_string_append_c(out, '-');
    }
    put_digits(out, value < 0 ? -(uint64_t)value : (uint64_t)value, 1);
}

/* Annex C.2: larger numbers are beyond what readers promise, and beyond any page. */
static const double REAL_MAX = 2e9;

static const int64_t POWERS[] = {1,      10,      100,      1000,      10000,
                                 100000, 1000000, 10000000, 100000000, 1000000000};

void pdf_put_scaled(GString *out, int64_t scaled, int decimals) {
    char digits[DIGITS_MAX], *end = digits + sizeof digits;
    uint64_t value = scaled < 0 ? -(uint64_t)scaled : (uint64_t)scaled;
    char *p = digits_before(end, value, decimals + 1), *part = end - decimals;
    while (end > part && end[-1] == '0') {
        end--;
    }
    if (end > part) { /* room for the point; before it no lonely zero */
        bool has_whole = value >= (uint64_t)POWERS[decimals];
        memmove(p - 1, p, (size_t)(part - p));
        part[-1] = '.';
        p = has_whole ? p - 1 : part - 1;
    }
    if (scaled < 0) {
        *--p = '-';
    }
    pdf_put_raw(out, p, (size_t)(end - p));
}

void pdf_put_real(GString *out, double value, int decimals) {
    value = isfinite(value) ? CLAMP(value, -REAL_MAX, REAL_MAX) : 0;
    pdf_put_scaled(out, llround(value * (double)POWERS[decimals]), decimals);
}

void pdf_put_ref(GString *out, unsigned number) {
    g_string_append_c(out, ' ');
    put_digits(out, number, 1);
    pdf_put_raw(out, " 0 R", 4);
}

void pdf_put_rect(GString *out, struct rect rect, double page_height_pt) {
    g_string_append_c(out, '[');
    pdf_put_real(out, rect.x, 2);
    g_string_append_c(out, ' ');
    pdf_put_real(out, page_height_pt - rect_bottom(rect), 2);
    g_string_append_c(out, ' ');
    pdf_put_real(out, rect_right(rect), 2);
    g_string_append_c(out, ' ');
    pdf_put_real(out, page_height_pt - rect.y, 2);
    g_string_append_c(out, ']');
}

/* Midnight, universal time: section 7.9.4. */
void pdf_put_date(GString *out, struct date date) {
    pdf_put(out, "(D:");
    put_digits(out, (uint64_t)date.year, 4);
    put_digits(out, (uint64_t)date.month, 2);
    put_digits(out, (uint64_t)date.day, 2);
    pdf_put(out, "000000Z)");
}

/* --- names and strings ---------------------------------------------------------------------- */

void pdf_put_hex(GString *out, uint32_t value, int digits) {
    while (digits > 0) {
        g_string_append_c(out, "0123456789ABCDEF"[value >> (4 * --digits) & 15]);
    }
}

void pdf_put_name(GString *out, const char *name) {
    g_string_append_c(out, '/');
    for (; *name; name++) {
        if (g_ascii_isgraph(*name) && !strchr("#()<>[]{}/%", *name)) {
            g_string_append_c(out, *name);
        } else {
            g_string_append_c(out, '#');
            pdf_put_hex(out, (unsigned char)*name, 2);
        }
    }
}

void pdf_put_bytes(GString *out, const void *bytes, size_t n) {
    const char *p = bytes;
    g_string_append_c(out, '(');
    for (size_t i = 0; i < n; i++) {
        switch (p[i]) {
        case '(':
        case ')':
        case '\\': g_string_append_c(out, '\\'); break;
        /* A bare carriage return would be read as a line feed. */
        case '\r': g_string_append_len(out, "\\r", 2); continue;
        default: break;
        }
        g_string_append_c(out, p[i]);
    }
    g_string_append_c(out, ')');
}

void pdf_put_utf16(GString *out, struct str text) {
    for (const char *p = text.p; p < text.p + text.n; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x10000) {
            pdf_put_hex(out, c, 4);
        } else {
            pdf_put_hex(out, 0xD800 + ((c - 0x10000) >> 10), 4);
            pdf_put_hex(out, 0xDC00 + ((c - 0x10000) & 0x3FF), 4);
        }
    }
}

/*
 * PDFDocEncoding (annex D.3): ASCII and, from 161 on, Latin 1, but for a few codes. Below 32 it has
 * other characters, and none has code 127.
 */
static const gunichar DOCUMENT_128[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0,      0x20AC};

/* 0: it has none. */
static unsigned char document_code(gunichar character) {
    if ((character >= ' ' && character <= '~') ||
        (character > 0xA0 && character <= 0xFF && character != 0xAD)) {
        return (unsigned char)character;
    }
    for (size_t i = 0; character > 0xFF && i < G_N_ELEMENTS(DOCUMENT_128); i++) {
        if (DOCUMENT_128[i] == character) {
            return (unsigned char)(128 + i);
        }
    }
    return 0;
}

/* A code a letter into @bytes, which are as many as the text's at least. False: one has none. */
static bool encode_plain(struct str text, char *bytes, size_t *ret_n) {
    size_t n = 0;
    for (const char *p = text.p; p < text.p + text.n; p = g_utf8_next_char(p)) {
        unsigned char code = document_code(g_utf8_get_char(p));
        if (code == 0) {
            return false;
        }
        bytes[n++] = (char)code;
    }
    *ret_n = n;
    return true;
}

/* ISO 19005-2 section 6.1.13: no string is longer; in UTF-16 a letter takes two or four bytes, two
   more tell that it is. */
enum { TEXT_BYTES_MAX = 32767 };

void pdf_put_text(GString *out, struct str text) {
    g_autofree char *bytes = g_malloc(text.n + 1);
    size_t n;
    if (encode_plain(text, bytes, &n)) {
        pdf_put_bytes(out, bytes, MIN(n, TEXT_BYTES_MAX));
        return;
    }
    pdf_put(out, "<FEFF");
    pdf_put_utf16(out, str_head(text, TEXT_BYTES_MAX / 2 - 1));
    g_string_append_c(out, '>');
}

/* --- hash ----------------------------------------------------------------------------------- */

/* Little-endian on every machine. */
static uint64_t read_word(const unsigned char *p, size_t n) {
    uint64_t word = 0;
    if (n > 0) { /* of nothing at all @p may be NULL */
        memcpy(&word, p, n);
    }
    return GUINT64_FROM_LE(word);
}

static uint64_t mix(uint64_t hash, uint64_t word, uint64_t prime) {
    hash = (hash ^ word) * prime;
    return hash ^ hash >> 29;
}

/* The odd multipliers are 2^64 divided by the golden ratio and by the square root of two. */
struct pdf_hash pdf_hash_of(const void *bytes, size_t n) {
    static const uint64_t PHI = 0x9E3779B97F4A7C15, ROOT = 0xB504F333F9DE6485;
    const unsigned char *p = bytes;
    struct pdf_hash hash = {n ^ PHI, n ^ ROOT};
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word = read_word(p, 8);
        hash.a = mix(hash.a, word, PHI);
        hash.b = mix(hash.b, word, ROOT);
    }
    uint64_t last = read_word(p, n);
    hash.a = mix(mix(hash.a, last, PHI), hash.b, ROOT);
    hash.b = mix(mix(hash.b, last, ROOT), hash.a, PHI);
    return hash;
}
