#include "paint_cache_priv.h"
#include "pdf_file_priv.h"

#include <libdeflate.h>
#include <string.h>

/*
 * The file is written once, front to back. Objects that are not streams are packed, up to
 * PACK_OBJECTS_MAX at a time, into object streams (section 7.5.7); where each object went is kept
 * for the cross-reference stream (7.5.8) at the end. Nothing depends on anything but the objects
 * and their order, so equal input gives equal bytes, and the identifier is a hash of them.
 */

/* A reader unpacks a whole object stream to get at one object. */
enum { PACK_OBJECTS_MAX = 200 };

/*
 * A short document is often one of thousands: the quick level takes less than half of the time for
 * its pages and objects, which get five per cent larger. Fonts gain nothing by care.
 */
enum { LEVEL_QUICK = 1, LEVEL_CAREFUL = 5 };

enum place_kind { PLACE_NONE = 0, PLACE_OFFSET = 1, PLACE_PACKED = 2 };

/* Where an object is: an offset in the file, or an object stream and the index in it. */
struct place {
    enum place_kind kind;
    uint32_t index;
    uint64_t where;
};

struct pdf_file {
    GString *out;
    GArray *places; /* struct place by object number; 0 is the head of the free list */
    GString *pack_index, *pack;
    unsigned pack_number, n_packed;
    struct libdeflate_compressor *quick, *careful; /* NULL: not needed so far */
    bool is_long;
    GString *deflated; /* scratch */
    PaintCache *cache; /* NULL: none */
    bool is_open;
};

static void file_free(void *data) {
    struct pdf_file *file = data;
    if (file->out) {
        g_string_free(file->out, TRUE);
    }
    g_array_unref(file->places);
    g_string_free(file->pack_index, TRUE);
    g_string_free(file->pack, TRUE);
    g_string_free(file->deflated, TRUE);
    libdeflate_free_compressor(file->quick);
    libdeflate_free_compressor(file->careful);
}

struct pdf_file *pdf_file_new(Arena *arena, bool is_long, PaintCache *cache) {
    struct pdf_file *file = ARENA_NEW(arena, struct pdf_file);
    file->cache = cache;
    file->is_long = is_long;
    file->out = g_string_sized_new(64 * 1024);
    file->places = g_array_new(FALSE, TRUE, sizeof(struct place));
    g_array_set_size(file->places, 1);
    file->pack_index = g_string_new(NULL);
    file->pack = g_string_sized_new(16 * 1024);
    file->deflated = g_string_new(NULL);
    arena_defer(arena, file_free, file);
    /* Four bytes above 127 tell transfer programs that the file is binary (7.5.2). */
    pdf_put(file->out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return file;
}

PaintCache *pdf_file_cache(const struct pdf_file *file) {
    return file->cache;
}

unsigned pdf_file_reserve(struct pdf_file *file) {
    g_array_set_size(file->places, file->places->len + 1);
    return file->places->len - 1;
}

static struct place *place_of(struct pdf_file *file, unsigned number) {
    struct place *place = &g_array_index(file->places, struct place, number);
    g_assert(number > 0 && number < file->places->len && place->kind == PLACE_NONE);
    return place;
}

/* --- streams -------------------------------------------------------------------------------- */

static struct libdeflate_compressor *compressor_of(struct pdf_file *file, bool is_careful) {
    struct libdeflate_compressor **compressor = is_careful ? &file->careful : &file->quick;
    if (!*compressor) {
        *compressor = libdeflate_alloc_compressor(is_careful ? LEVEL_CAREFUL : LEVEL_QUICK);
        g_assert(*compressor);
    }
    return *compressor;
}

static struct str deflate(struct pdf_file *file, struct str bytes, bool is_careful) {
    struct libdeflate_compressor *compressor = compressor_of(file, is_careful);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.n);
    g_string_set_size(file->deflated, bound);
    size_t n = libdeflate_zlib_compress(compressor, bytes.p, bytes.n, file->deflated->str, bound);
    g_assert(n > 0);
    return (struct str){file->deflated->str, n};
}

static struct str deflate_once(struct pdf_file *file, struct str bytes, bool is_careful) {
    GBytes *kept = cache_lookup(file->cache, bytes);
    if (kept) {
        gsize n;
        const char *p = g_bytes_get_data(kept, &n);
        return (struct str){p, n};
    }
    struct str deflated = deflate(file, bytes, is_careful);
    cache_insert(file->cache, bytes, deflated);
    return deflated;
}

static void put_stream(struct pdf_file *file, const char *entries, struct str bytes) {
    pdf_put(file->out, "<<");
    pdf_put(file->out, entries);
    pdf_put(file->out, "/Length ");
    pdf_put_int(file->out, (int64_t)bytes.n);
    pdf_put(file->out, ">>stream\n");
    g_string_append_len(file->out, bytes.p, (gssize)bytes.n);
    pdf_put(file->out, "\nendstream\nendobj\n");
}

void pdf_stream_write(struct pdf_file *file, unsigned number, const char *entries, struct str bytes,
                      enum pdf_storage storage) {
    g_assert(!file->is_open);
    *place_of(file, number) = (struct place){PLACE_OFFSET, 0, file->out->len};
    pdf_put_int(file->out, number);
    pdf_put(file->out, " 0 obj\n");
    if (storage == PDF_STORED) {
        put_stream(file, entries, bytes);
        return;
    }
    g_autofree char *all = g_strconcat(entries, "/Filter/FlateDecode", NULL);
    bool is_kept = storage == PDF_KEPT || storage == PDF_QUICK;
    bool is_careful = storage == PDF_PAGE ? file->is_long : storage != PDF_QUICK;
    put_stream(file, all,
               is_kept ? deflate_once(file, bytes, is_careful) : deflate(file, bytes, is_careful));
}

/* --- object streams ------------------------------------------------------------------------- */

static void write_pack(struct pdf_file *file) {
    if (file->n_packed == 0) {
        return;
    }
    g_autoptr(GString) entries = g_string_new("/Type/ObjStm/N ");
    pdf_put_int(entries, file->n_packed);
    pdf_put(entries, "/First ");
    pdf_put_int(entries, (int64_t)file->pack_index->len);
    g_string_append_len(file->pack_index, file->pack->str, (gssize)file->pack->len);
    pdf_stream_write(file, file->pack_number, entries->str,
                     (struct str){file->pack_index->str, file->pack_index->len}, PDF_PAGE);
    g_string_truncate(file->pack_index, 0);
    g_string_truncate(file->pack, 0);
    file->n_packed = 0;
}

GString *pdf_object_begin(struct pdf_file *file, unsigned number) {
    g_assert(!file->is_open);
    if (file->n_packed == 0) {
        file->pack_number = pdf_file_reserve(file);
    }
    *place_of(file, number) = (struct place){PLACE_PACKED, file->n_packed++, file->pack_number};
    pdf_put_int(file->pack_index, number);
    g_string_append_c(file->pack_index, ' ');
    pdf_put_int(file->pack_index, (int64_t)file->pack->len);
    g_string_append_c(file->pack_index, ' ');
    file->is_open = true;
    return file->pack;
}

void pdf_object_end(struct pdf_file *file) {
    g_assert(file->is_open);
    file->is_open = false;
    g_string_append_c(file->pack, '\n');
    if (file->n_packed == PACK_OBJECTS_MAX) {
        write_pack(file);
    }
}

/* --- the end -------------------------------------------------------------------------------- */

enum { ROW_MAX = 10 };

static int bytes_needed(uint64_t value) {
    int n = 1;
    while (value >>= 8) {
        n++;
    }
    return n;
}

/* Type, offset or stream (@width bytes), index: big-endian. */
static void put_row(unsigned char *row, const struct place *place, int width) {
    row[0] = (unsigned char)place->kind;
    for (int i = 0; i < width; i++) {
        row[1 + i] = (unsigned char)(place->where >> (8 * (width - 1 - i)));
    }
    row[1 + width] = (unsigned char)place->index;
}

/* Rows as differences to the row above (PNG's filter "up"): offsets then compress well. */
static GString *reference_rows(const struct pdf_file *file, int width) {
    size_t n = (size_t)width + 2;
    unsigned char above[ROW_MAX] = {0}, row[ROW_MAX];
    GString *rows = g_string_sized_new(file->places->len * (n + 1));
    for (unsigned number = 0; number < file->places->len; number++) {
        put_row(row, &g_array_index(file->places, struct place, number), width);
        g_string_append_c(rows, 2);
        for (size_t i = 0; i < n; i++) {
            g_string_append_c(rows, (char)(row[i] - above[i]));
        }
        memcpy(above, row, n);
    }
    return rows;
}

/* Both parts of the identifier are equal in a file that was never changed (section 14.4). */
static void put_identifier(GString *out, struct pdf_hash hash) {
    pdf_put(out, "/ID[");
    for (int i = 0; i < 2; i++) {
        g_string_append_c(out, '<');
        pdf_put_hex(out, (uint32_t)(hash.a >> 32), 8);
        pdf_put_hex(out, (uint32_t)hash.a, 8);
        pdf_put_hex(out, (uint32_t)(hash.b >> 32), 8);
        pdf_put_hex(out, (uint32_t)hash.b, 8);
        g_string_append_c(out, '>');
    }
    g_string_append_c(out, ']');
}

static GString *trailer_entries(const struct pdf_file *file, unsigned root, unsigned info,
                                int width) {
    GString *entries = g_string_new("/Type/XRef/Size ");
    pdf_put_int(entries, file->places->len);
    pdf_put(entries, "/W[1 ");
    pdf_put_int(entries, width);
    pdf_put(entries, " 1]/DecodeParms<</Predictor 12/Columns ");
    pdf_put_int(entries, width + 2);
    pdf_put(entries, ">>/Root");
    pdf_put_ref(entries, root);
    pdf_put(entries, "/Info");
    pdf_put_ref(entries, info);
    put_identifier(entries, pdf_hash_of(file->out->str, file->out->len));
    pdf_put(entries, "/Filter/FlateDecode");
    return entries;
}

GBytes *pdf_file_end(struct pdf_file *file, unsigned root, unsigned info) {
    write_pack(file);
    unsigned number = pdf_file_reserve(file);
    uint64_t start = file->out->len;
    *place_of(file, number) = (struct place){PLACE_OFFSET, 0, start};
    int width = bytes_needed(MAX(start, number));
    g_autoptr(GString) entries = trailer_entries(file, root, info, width);
    g_autoptr(GString) rows = reference_rows(file, width);
    pdf_put_int(file->out, number);
    pdf_put(file->out, " 0 obj\n");
    put_stream(file, entries->str, deflate(file, (struct str){rows->str, rows->len}, false));
    pdf_put(file->out, "startxref\n");
    pdf_put_int(file->out, (int64_t)start);
    pdf_put(file->out, "\n%%EOF\n");
    return g_string_free_to_bytes(g_steal_pointer(&file->out));
}
