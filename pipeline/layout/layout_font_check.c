#include "layout_fonts_priv.h"

#include <string.h>

enum { HEADER = 12, RECORD = 16, COLLECTION_HEADER = 12, ADJUSTMENT = 8 };

#define COLLECTION HB_TAG('t', 't', 'c', 'f')
#define HEAD       HB_TAG('h', 'e', 'a', 'd')
#define SIGNATURE  HB_TAG('D', 'S', 'I', 'G') /* is not read, and often cut off */

struct file {
    const guint8 *p;
    size_t n;
};

static uint32_t read_u32(const guint8 *p) {
    uint32_t number;
    memcpy(&number, p, sizeof number);
    return GUINT32_FROM_BE(number);
}

/* The sum of a table's words; the last one is filled with zeros. */
static uint32_t sum_table(const guint8 *p, size_t n) {
    uint32_t sum = 0;
    size_t whole = n - n % 4;
    for (size_t i = 0; i < whole; i += 4) {
        sum += read_u32(p + i);
    }
    for (size_t i = whole; i < n; i++) {
        sum += (uint32_t)p[i] << (24 - 8 * (i - whole));
    }
    return sum;
}

/* Programs that do not compute checksums leave them at zero. */
static bool is_good(const struct file *file, const guint8 *record) {
    uint32_t tag = read_u32(record), wanted = read_u32(record + 4);
    size_t at = read_u32(record + 8), n = read_u32(record + 12);
    if (at > file->n || n > file->n - at) {
        return false;
    }
    uint32_t sum = sum_table(file->p + at, n);
    /* The adjustment, which makes the sum of the whole file, counts as zero. */
    if (tag == HEAD && n >= ADJUSTMENT + 4) {
        uint32_t without = sum - read_u32(file->p + at + ADJUSTMENT);
        return wanted == 0 || wanted == without || wanted == sum;
    }
    return wanted == 0 || wanted == sum;
}

/* Where the face begins; the file's size where it does not. */
static size_t face_begin(const struct file *file, unsigned index) {
    if (file->n < HEADER || read_u32(file->p) != COLLECTION) {
        return 0;
    }
    uint32_t n_faces = read_u32(file->p + 8);
    size_t at = COLLECTION_HEADER + (size_t)index * 4;
    return index < n_faces && at + 4 <= file->n ? read_u32(file->p + at) : file->n;
}

uint32_t font_damaged_table(GBytes *data, unsigned index) {
    gsize n;
    struct file file = {.p = g_bytes_get_data(data, &n)};
    file.n = n;
    size_t begin = face_begin(&file, index);
    if (begin > file.n || file.n - begin < HEADER) {
        return COLLECTION;
    }
    size_t n_tables = (size_t)file.p[begin + 4] << 8 | file.p[begin + 5];
    for (size_t i = 0; i < n_tables; i++) {
        size_t at = begin + HEADER + i * RECORD;
        if (at + RECORD > file.n) {
            return COLLECTION;
        }
        uint32_t tag = read_u32(file.p + at);
        if (tag != SIGNATURE && !is_good(&file, file.p + at)) {
            return tag;
        }
    }
    return 0;
}
