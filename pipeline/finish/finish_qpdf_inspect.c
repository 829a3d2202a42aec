#include "finish_qpdf_priv.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/*
 * What a file says of itself. The file may be anybody's, so every object may be missing or of
 * another kind (qpdf then gives an empty stand-in), a tree may lead back to itself, and a stream
 * may unfold to any size: streams are unpacked here, into as many bytes as the file says, and no
 * more than a limit, instead of by qpdf, which knows none.
 */

enum { FONTS_MAX = 1000, FILES_MAX = 1000 };

struct inspection {
    Arena *arena;
    qpdf_data handle;
    bool wants_data;
    struct pdf_facts *facts;
    struct pdf_font *fonts;
    size_t fonts_capacity;
    struct pdf_attached *attached;
    size_t attached_capacity;
    size_t n_bytes; /* of all files, as they say */
};

/* --- objects into plain words --------------------------------------------------------------- */

/* NULL where it is no string, or an empty one. */
static const char *text_of(const struct inspection *look, qpdf_oh object) {
    if (!qpdf_oh_is_string(look->handle, object)) {
        return NULL;
    }
    const char *text = qpdf_oh_get_utf8_value(look->handle, object);
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    return *valid ? arena_strdup(look->arena, valid) : NULL;
}

/* Without its slash. */
static const char *name_of(const struct inspection *look, qpdf_oh object) {
    if (!qpdf_oh_is_name(look->handle, object)) {
        return NULL;
    }
    const char *name = qpdf_oh_get_name(look->handle, object);
    g_autofree char *valid = g_utf8_make_valid(name && *name ? name + 1 : "", -1);
    return *valid ? arena_strdup(look->arena, valid) : NULL;
}

static qpdf_oh child(const struct inspection *look, qpdf_oh dictionary, const char *key) {
    return qpdf_child(look->handle, dictionary, key);
}

static const char *info_text(const struct inspection *look, const char *key) {
    return text_of(look, child(look, child(look, qpdf_get_trailer(look->handle), "/Info"), key));
}

/* --- streams -------------------------------------------------------------------------------- */

static void unref_bytes(void *bytes) {
    g_bytes_unref(bytes);
}

static GBytes *own(const struct inspection *look, void *bytes, size_t n) {
    GBytes *owned = g_bytes_new_take(bytes, n);
    arena_defer(look->arena, unref_bytes, owned);
    return owned;
}

/* At most @limit bytes; NULL: more, or not what zlib makes. */
static GBytes *inflate(const struct inspection *look, const unsigned char *packed, size_t n_packed,
                       size_t limit) {
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    char *bytes = g_malloc(limit + 1);
    size_t n = 0;
    enum libdeflate_result result =
        libdeflate_zlib_decompress(decompressor, packed, n_packed, bytes, limit, &n);
    libdeflate_free_decompressor(decompressor);
    if (result != LIBDEFLATE_SUCCESS) {
        g_free(bytes);
        return NULL;
    }
    return own(look, g_realloc(bytes, n + 1), n);
}

/* A stream that is stored as it is or deflated, as those of pdfgen are; NULL: it cannot be had. */
static GBytes *stream_bytes(const struct inspection *look, qpdf_oh stream, size_t limit) {
    if (!qpdf_oh_is_stream(look->handle, stream)) {
        return NULL;
    }
    qpdf_oh dictionary = qpdf_oh_get_dict(look->handle, stream);
    qpdf_oh filter = child(look, dictionary, "/Filter");
    bool is_plain = qpdf_oh_is_null(look->handle, filter);
    bool is_deflated = qpdf_oh_is_name_and_equals(look->handle, filter, "/FlateDecode") &&
                       qpdf_oh_is_null(look->handle, child(look, dictionary, "/DecodeParms"));
    unsigned char *raw = NULL;
    size_t n = 0;
    if ((!is_plain && !is_deflated) ||
        (qpdf_oh_get_stream_data(look->handle, stream, qpdf_dl_none, NULL, &raw, &n) &
         QPDF_ERRORS) != 0) {
        free(raw);
        return NULL;
    }
    GBytes *bytes = is_deflated  ? inflate(look, raw, n, limit)
                    : n <= limit ? own(look, g_memdup2(raw ? raw : (unsigned char *)"", n), n)
                                 : NULL;
    free(raw);
    return bytes;
}

/* --- fonts ---------------------------------------------------------------------------------- */

static bool is_embedded(const struct inspection *look, qpdf_oh font) {
    static const char *const keys[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    qpdf_oh descendants = child(look, font, "/DescendantFonts");
    if (qpdf_oh_is_array(look->handle, descendants) &&
        qpdf_oh_get_array_n_items(look->handle, descendants) > 0) {
        font = qpdf_oh_get_array_item(look->handle, descendants, 0);
    }
    qpdf_oh descriptor = child(look, font, "/FontDescriptor");
    for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
        if (qpdf_oh_is_stream(look->handle, child(look, descriptor, keys[k]))) {
            return true;
        }
    }
    return false;
}

/* "ABCDEF+Inter" is a subset of Inter (ISO 32000-1 section 9.6.4). */
static const char *without_prefix(const char *name) {
    for (int k = 0; k < 6; k++) {
        if (!g_ascii_isupper(name[k])) {
            return name;
        }
    }
    return name[6] == '+' ? name + 7 : name;
}

static void add_font(struct inspection *look, qpdf_oh font) {
    const char *name = name_of(look, child(look, font, "/BaseFont"));
    struct pdf_facts *facts = look->facts;
    if (!name || facts->n_fonts == FONTS_MAX) {
        return;
    }
    name = without_prefix(name);
    for (size_t k = 0; k < facts->n_fonts; k++) {
        if (strcmp(look->fonts[k].name, name) == 0) {
            return;
        }
    }
    look->fonts = arena_grow(look->arena, look->fonts, facts->n_fonts, &look->fonts_capacity,
                             sizeof *look->fonts);
    look->fonts[facts->n_fonts++] = (struct pdf_font){name, is_embedded(look, font)};
    facts->fonts = look->fonts;
}

static void add_fonts(struct inspection *look, qpdf_oh fonts) {
    g_autoptr(GPtrArray) keys = qpdf_keys(look->handle, fonts);
    for (unsigned k = 0; k < keys->len; k++) {
        add_font(look, child(look, fonts, keys->pdata[k]));
    }
}

/* Pages often share their resources, which are then looked through once. */
static void find_fonts(struct inspection *look) {
    int last_id = 0;
    for (size_t page = 0; page < look->facts->pages; page++) {
        qpdf_oh resources = child(look, qpdf_get_page_n(look->handle, page), "/Resources");
        int id = qpdf_oh_get_object_id(look->handle, resources);
        if (id == 0 || id != last_id) {
            add_fonts(look, child(look, resources, "/Font"));
        }
        last_id = id;
        qpdf_oh_release_all(look->handle);
    }
}

/* --- files ---------------------------------------------------------------------------------- */

/* A file without a checksum is what it is. */
static bool has_checksum(const struct inspection *look, qpdf_oh params, GBytes *data) {
    qpdf_oh sum = child(look, params, "/CheckSum");
    unsigned char digest[16];
    gsize n_digest = sizeof digest, n_data;
    size_t n = 0;
    if (!qpdf_oh_is_string(look->handle, sum)) {
        return true;
    }
    const guchar *bytes = g_bytes_get_data(data, &n_data);
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_MD5);
    g_checksum_update(checksum, bytes, (gssize)n_data);
    g_checksum_get_digest(checksum, digest, &n_digest);
    g_checksum_free(checksum);
    const char *wanted = qpdf_oh_get_binary_string_value(look->handle, sum, &n);
    return n == sizeof digest && memcmp(wanted, digest, n) == 0;
}

static void read_file(struct inspection *look, qpdf_oh stream, struct pdf_attached *file) {
    qpdf_oh params = child(look, qpdf_oh_get_dict(look->handle, stream), "/Params");
    qpdf_oh size = child(look, params, "/Size");
    long long n =
        qpdf_oh_is_integer(look->handle, size) ? qpdf_oh_get_int_value(look->handle, size) : 0;
    file->bytes = n > 0 ? (size_t)n : 0;
    if (!look->wants_data) {
        return;
    }
    bool has_room = file->bytes <= ATTACHMENT_BYTES_MAX - look->n_bytes;
    look->n_bytes += has_room ? file->bytes : 0;
    file->data = has_room ? stream_bytes(look, stream, file->bytes) : NULL;
    file->is_damaged = !file->data || g_bytes_get_size(file->data) != file->bytes ||
                       !has_checksum(look, params, file->data);
}

static bool has_file(const struct inspection *look, const char *name) {
    for (size_t k = 0; k < look->facts->n_attached; k++) {
        if (strcmp(look->attached[k].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_file(struct inspection *look, qpdf_oh specification) {
    struct pdf_facts *facts = look->facts;
    qpdf_oh stream = child(look, child(look, specification, "/EF"), "/F");
    const char *name = text_of(look, child(look, specification, "/UF"));
    name = name ? name : text_of(look, child(look, specification, "/F"));
    if (facts->n_attached == FILES_MAX || !name || has_file(look, name) ||
        !qpdf_oh_is_stream(look->handle, stream)) {
        return;
    }
    struct pdf_attached file = {
        .name = name,
        .description = text_of(look, child(look, specification, "/Desc")),
        .mime = name_of(look, child(look, qpdf_oh_get_dict(look->handle, stream), "/Subtype")),
        .relationship = name_of(look, child(look, specification, "/AFRelationship")),
    };
    read_file(look, stream, &file);
    look->attached = arena_grow(look->arena, look->attached, facts->n_attached,
                                &look->attached_capacity, sizeof *look->attached);
    look->attached[facts->n_attached++] = file;
    facts->attached = look->attached;
}

/* /AF has the order in which the files were attached, the tree that of their names. */
static void find_files(struct inspection *look, qpdf_oh root) {
    qpdf_oh files = child(look, root, "/AF"), names = qpdf_oh_new_array(look->handle);
    int n = qpdf_items(look->handle, files);
    for (int k = 0; k < n && look->facts->n_attached < FILES_MAX; k++) {
        add_file(look, qpdf_oh_get_array_item(look->handle, files, k));
    }
    qpdf_read_tree(look->handle, child(look, child(look, root, "/Names"), "/EmbeddedFiles"),
                   "/Names", names);
    n = qpdf_items(look->handle, names);
    for (int k = 1; k < n && look->facts->n_attached < FILES_MAX; k += 2) {
        add_file(look, qpdf_oh_get_array_item(look->handle, names, k));
    }
}

/* --- the file ------------------------------------------------------------------------------- */

static struct str read_metadata(const struct inspection *look, qpdf_oh root) {
    GBytes *bytes = stream_bytes(look, child(look, root, "/Metadata"), XMP_BYTES_MAX);
    gsize n = 0;
    const char *p = bytes ? g_bytes_get_data(bytes, &n) : NULL;
    return (struct str){p, n};
}

bool finish_qpdf_inspect(Arena *arena, const struct finish_input *input, bool wants_data,
                         struct diags *diags, struct finish_seen *ret) {
    QPDF_AUTO handle = qpdf_handle_new();
    struct finish_seen seen = {0};
    struct inspection look = {
        .arena = arena, .handle = handle, .wants_data = wants_data, .facts = &seen.facts};
    if (!qpdf_handle_read(handle, input, diags)) {
        return false;
    }
    qpdf_push_inherited_attributes_to_page(handle);
    qpdf_oh root = qpdf_get_root(handle);
    seen.xmp = read_metadata(&look, root);
    seen.facts.pages = (size_t)qpdf_get_num_pages(handle);
    seen.facts.version = arena_strdup(arena, qpdf_get_pdf_version(handle));
    seen.facts.title = info_text(&look, "/Title");
    seen.facts.author = info_text(&look, "/Author");
    seen.facts.producer = info_text(&look, "/Producer");
    seen.facts.language = text_of(&look, child(&look, root, "/Lang"));
    seen.facts.is_encrypted = qpdf_is_encrypted(handle);
    seen.facts.is_linearized = qpdf_is_linearized(handle);
    qpdf_oh marked = child(&look, child(&look, root, "/MarkInfo"), "/Marked");
    seen.facts.is_tagged =
        qpdf_oh_is_bool(handle, marked) && qpdf_oh_get_bool_value(handle, marked);
    find_files(&look, root);
    find_fonts(&look); /* the last, as it gives up handles */
    qpdf_handle_error(handle);
    *ret = seen;
    return true;
}
