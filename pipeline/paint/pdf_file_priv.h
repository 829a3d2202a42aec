/*
 * pdf_file_priv.h - a PDF file from the bottom: numbers and strings, then objects and streams.
 *
 * Owner:  everything lives in the arena that paint_display() makes for one document.
 * Source: ISO 32000-1 (PDF 1.7), which all bare section numbers in paint/ refer to.
 */
#pragma once

#include "paint.h"

#include <string.h>

/* --- pdf_syntax.c: the smallest parts of a PDF file, ISO 32000-1 section 7.3 ------------------ */

/* g_string_append_len() of short texts, which are most of a file, without a call. */
static inline void pdf_put_raw(GString *out, const char *bytes, size_t n) {
    if (out->len + n >= out->allocated_len) {
        g_string_append_len(out, bytes, (gssize)n);
        return;
    }
    memcpy(out->str + out->len, bytes, n);
    out->len += n;
    out->str[out->len] = '\0';
}
/* The same of a literal, whose length the compiler knows. */
static inline void pdf_put(GString *out, const char *text) {
    pdf_put_raw(out, text, strlen(text));
}
void pdf_put_int(GString *out, int64_t value);
/* At most @decimals (0 to 9) digits after the point, trailing zeros dropped; half away from zero.
 */
void pdf_put_real(GString *out, double value, int decimals);
/* The same of a number that is multiplied by 10 to the power of @decimals already. */
void pdf_put_scaled(GString *out, int64_t scaled, int decimals);
void pdf_put_ref(GString *out, unsigned number); /* " 12 0 R" */
void pdf_put_name(GString *out, const char *name);
void pdf_put_bytes(GString *out, const void *bytes, size_t n); /* a literal string */
void pdf_put_hex(GString *out, uint32_t value, int digits);
/* A text string: a byte a letter where PDFDocEncoding has them all, else UTF-16. */
void pdf_put_text(GString *out, struct str text);
/* UTF-16BE as hexadecimal digits, without brackets and byte order mark. */
void pdf_put_utf16(GString *out, struct str text);
/* "[left bottom right top]" of a rectangle whose y grows downwards. */
void pdf_put_rect(GString *out, struct rect rect, double page_height_pt);
void pdf_put_date(GString *out, struct date date);

/* Not for secrets: two lanes of multiply and mix, the same on every machine. */
struct pdf_hash {
    uint64_t a, b;
};
struct pdf_hash pdf_hash_of(const void *bytes, size_t n);

/* --- pdf_object.c: objects, streams and the cross-reference stream, section 7.5 --------------- */

struct pdf_file;

/*
 * How a stream's bytes are stored. PDF_STORED: as they are; the entries may name a filter.
 * PDF_DEFLATED: with care. PDF_PAGE: with care in a long document only.
 * PDF_KEPT: with care, and kept in the cache: another document may well have the same.
 * PDF_QUICK: without, and kept.
 */
enum pdf_storage { PDF_STORED, PDF_DEFLATED, PDF_PAGE, PDF_KEPT, PDF_QUICK };

/* @cache: NULL for none; it must outlive the file. */
struct pdf_file *pdf_file_new(Arena *arena, bool is_long, PaintCache *cache);
PaintCache *pdf_file_cache(const struct pdf_file *file);
unsigned pdf_file_reserve(struct pdf_file *file); /* a number for an object written later */

/* Append one object's text to the result, then end it; never two at once, no streams between. */
GString *pdf_object_begin(struct pdf_file *file, unsigned number);
void pdf_object_end(struct pdf_file *file);

/* @entries: of the stream's dictionary, without /Length. */
void pdf_stream_write(struct pdf_file *file, unsigned number, const char *entries, struct str bytes,
                      enum pdf_storage storage);

/* The finished file; @root and @info are object numbers. */
GBytes *pdf_file_end(struct pdf_file *file, unsigned root, unsigned info);
