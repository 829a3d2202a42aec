#include "digest.h"

void digest_init_portable(struct digest *digest) {
    *digest = (struct digest){.portable = g_checksum_new(G_CHECKSUM_SHA256)};
}

void digest_init(struct digest *digest) {
    static int is_possible = -1;
    if (is_possible < 0) {
        is_possible = digest_x86_is_possible();
    }
    if (is_possible) {
        digest->portable = NULL;
        digest_x86_init(&digest->x86);
    } else {
        digest_init_portable(digest);
    }
}

void digest_add(struct digest *digest, const void *bytes, size_t n) {
    if (digest->portable) {
        g_checksum_update(digest->portable, bytes, (gssize)n);
    } else {
        digest_x86_add(&digest->x86, bytes, n);
    }
}

struct digest_text digest_end(struct digest *digest) {
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[DIGEST_BYTES];
    if (digest->portable) {
        gsize n = sizeof bytes;
        g_checksum_get_digest(digest->portable, bytes, &n);
        g_clear_pointer(&digest->portable, g_checksum_free);
    } else {
        digest_x86_end(&digest->x86, bytes);
    }
    struct digest_text ret;
    for (int i = 0; i < DIGEST_BYTES; i++) {
        ret.text[2 * i] = digits[bytes[i] >> 4];
        ret.text[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret.text[2 * DIGEST_BYTES] = '\0';
    return ret;
}

struct digest_text digest_of(const void *bytes, size_t n) {
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, bytes, n);
    return digest_end(&digest);
}
