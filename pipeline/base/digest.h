/*
 * digest.h - SHA-256 of what is read and made.
 *
 * Source: FIPS 180-4, section 6.2. Every input and every output of a batch is digested, so this is
 *         work that each document does: some 60 instructions a byte with GLib, and one to two where
 *         the processor has instructions for it (x86 "sha_ni", found at run time).
 */
#pragma once

#include "str.h"

#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_BLOCK_BYTES = 64, DIGEST_TEXT_BYTES = 2 * DIGEST_BYTES + 1 };

/* digest_x86.c */
struct digest_x86 {
    uint32_t state[8];
    uint64_t n; /* bytes so far */
    unsigned char block[DIGEST_BLOCK_BYTES];
};

struct digest {
    GChecksum *portable; /* NULL: the processor's own instructions do it */
    struct digest_x86 x86;
};

/* Hexadecimal, small letters. */
struct digest_text {
    char text[DIGEST_TEXT_BYTES];
};

void digest_init(struct digest *digest);
/* Without the processor's own instructions: for tests. */
void digest_init_portable(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t n);
/* The digest is used up; each must be ended. */
struct digest_text digest_end(struct digest *digest);

struct digest_text digest_of(const void *bytes, size_t n);

/* --- digest_x86.c: where it is possible ------------------------------------------------------- */

bool digest_x86_is_possible(void);
void digest_x86_init(struct digest_x86 *digest);
void digest_x86_add(struct digest_x86 *digest, const void *bytes, size_t n);
void digest_x86_end(struct digest_x86 *digest, unsigned char ret[DIGEST_BYTES]);
