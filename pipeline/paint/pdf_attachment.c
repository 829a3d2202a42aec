#include "pdf_document_priv.h"

#include <string.h>

/*
 * Files inside the file: each is a stream with a file specification (section 7.11.3) that the name
 * tree leads readers to, and that the catalogue's /AF says belongs to the document (ISO 19005-3
 * section 6.8). The document's own date is theirs: what the disk says of a file is no input.
 */

/* Their bytes are compressed already. */
static bool is_compressed(const char *mime) {
    static const char *const kinds[] = {"image/png", "image/jpeg", "application/zip",
                                        "application/pdf"};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i], mime) == 0) {
            return true;
        }
    }
    return g_str_has_prefix(mime, "application/vnd.openxmlformats-");
}

/* The 16 bytes of MD5 that section 7.11.4.2 asks for; it guards against damage, not malice. */
static void put_checksum(GString *out, GBytes *data) {
    g_autofree char *digits = g_compute_checksum_for_bytes(G_CHECKSUM_MD5, data);
    g_string_append_printf(out, "/CheckSum<%s>", digits);
}

static unsigned write_stream(const struct attachment *attachment, struct date date,
                             struct pdf_file *file) {
    gsize n;
    const char *bytes = g_bytes_get_data(attachment->data, &n);
    g_autoptr(GString) entries = g_string_new("/Type/EmbeddedFile/Subtype");
    pdf_put_name(entries, attachment->mime);
    g_string_append(entries, "/Params<</Size ");
    pdf_put_int(entries, (int64_t)n);
    g_string_append(entries, "/CreationDate");
    pdf_put_date(entries, date);
    g_string_append(entries, "/ModDate");
    pdf_put_date(entries, date);
    put_checksum(entries, attachment->data);
    g_string_append(entries, ">>");
    unsigned number = pdf_file_reserve(file);
    pdf_stream_write(file, number, entries->str, (struct str){bytes, n},
                     is_compressed(attachment->mime) ? PDF_STORED : PDF_DEFLATED);
    return number;
}

static unsigned write_specification(const struct attachment *attachment, struct date date,
                                    struct pdf_file *file) {
    unsigned stream = write_stream(attachment, date, file), number = pdf_file_reserve(file);
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, "<</Type/Filespec/F");
    pdf_put_text(out, str_from(attachment->name));
    g_string_append(out, "/UF");
    pdf_put_text(out, str_from(attachment->name));
    g_string_append(out, "/Desc");
    pdf_put_text(out, str_from(attachment->description));
    g_string_append(out, "/AFRelationship");
    pdf_put_name(out, attachment_relationship_name(attachment->relationship));
    g_string_append(out, "/EF<</F");
    pdf_put_ref(out, stream);
    g_string_append(out, "/UF");
    pdf_put_ref(out, stream);
    g_string_append(out, ">>>>");
    pdf_object_end(file);
    return number;
}

/* A name tree is sorted by the bytes of its strings (section 7.9.6), as they are written. */
static int compare_keys(const void *a, const void *b, void *attachments) {
    const struct attachment *all = attachments;
    g_autoptr(GString) x = g_string_new(NULL);
    g_autoptr(GString) y = g_string_new(NULL);
    const char *left = all[*(const size_t *)a].name, *right = all[*(const size_t *)b].name;
    bool is_left_plain = g_str_is_ascii(left), is_right_plain = g_str_is_ascii(right);
    if (is_left_plain != is_right_plain) {
        return is_left_plain ? -1 : 1; /* UTF-16's mark, FE FF, is above all ASCII */
    }
    if (is_left_plain) {
        return strcmp(left, right);
    }
    pdf_put_utf16(x, str_from(left));
    pdf_put_utf16(y, str_from(right));
    return strcmp(x->str, y->str);
}

static size_t *sorted_order(Arena *arena, const struct display *display) {
    size_t *order = ARENA_NEW_N(arena, size_t, display->n_attachments);
    for (size_t i = 0; i < display->n_attachments; i++) {
        order[i] = i;
    }
    g_qsort_with_data(order, (gint)display->n_attachments, sizeof *order, compare_keys,
                      (void *)(uintptr_t)display->attachments);
    return order;
}

unsigned pdf_attachments_write(Arena *arena, const struct display *display, struct pdf_file *file,
                               GString *catalogue) {
    size_t n = display->n_attachments;
    if (n == 0) {
        return 0;
    }
    unsigned *numbers = ARENA_NEW_N(arena, unsigned, n);
    g_string_append(catalogue, "/AF[");
    for (size_t i = 0; i < n; i++) {
        numbers[i] = write_specification(&display->attachments[i], display->meta.date, file);
        pdf_put_ref(catalogue, numbers[i]);
    }
    g_string_append_c(catalogue, ']');
    const size_t *order = sorted_order(arena, display);
    unsigned tree = pdf_file_reserve(file);
    GString *out = pdf_object_begin(file, tree);
    g_string_append(out, "<</Names[");
    for (size_t i = 0; i < n; i++) {
        pdf_put_text(out, str_from(display->attachments[order[i]].name));
        pdf_put_ref(out, numbers[order[i]]);
    }
    g_string_append(out, "]>>");
    pdf_object_end(file);
    return tree;
}
