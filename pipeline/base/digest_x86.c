#include "digest.h"

#include <string.h>

/* SHA-256 by the processor's instructions for it. Bare section numbers are FIPS 180-4's. */

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/* Section 4.2.2. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

bool digest_x86_is_possible(void) {
    unsigned a, b, c, d;
    bool has_shuffles = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1);
    return has_shuffles && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Four rounds with the words @w; _mm_sha256rnds2_epu32() does two with its lower half. */
#define FOUR_ROUNDS(w, i)                                                                          \
    do {                                                                                           \
        __m128i sum =                                                                              \
            _mm_add_epi32(w, _mm_loadu_si128((const __m128i *)(const void *)&constants[i]));       \
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);                                             \
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));                    \
    } while (0)

/* The words of the next four rounds, from the sixteen before them. */
__attribute__((target("sha,sse4.1,ssse3"))) static inline __m128i
next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
    return _mm_sha256msg2_epu32(sum, w3);
}

/* The instructions want the eight words of the state as A B E F and C D G H. */
__attribute__((target("sha,sse4.1,ssse3"))) static void
mix_all_by_instructions(uint32_t state[8], const unsigned char *blocks, size_t n) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)state);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; n > 0; n--, blocks += DIGEST_BLOCK_BYTES) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; i++) {
            const void *at = blocks + 16 * i;
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(at), order);
            FOUR_ROUNDS(w[i], 4 * i);
        }
        for (int i = 16; i < 64; i += 16) {
            for (int k = 0; k < 4; k++) {
                w[k] = next_words(w[k], w[(k + 1) % 4], w[(k + 2) % 4], w[(k + 3) % 4]);
                FOUR_ROUNDS(w[k], i + 4 * k);
            }
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* --- any number of bytes ---------------------------------------------------------------------- */

void digest_x86_init(struct digest_x86 *digest) {
    *digest = (struct digest_x86){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void digest_x86_add(struct digest_x86 *digest, const void *bytes, size_t n) {
    const unsigned char *at = bytes;
    size_t held = digest->n % DIGEST_BLOCK_BYTES;
    digest->n += n;
    if (held > 0) {
        size_t taken = MIN(n, DIGEST_BLOCK_BYTES - held);
        memcpy(digest->block + held, at, taken);
        if (held + taken < DIGEST_BLOCK_BYTES) {
            return;
        }
        mix_all_by_instructions(digest->state, digest->block, 1);
        at += taken;
        n -= taken;
    }
    if (n >= DIGEST_BLOCK_BYTES) {
        mix_all_by_instructions(digest->state, at, n / DIGEST_BLOCK_BYTES);
        at += n - n % DIGEST_BLOCK_BYTES;
        n %= DIGEST_BLOCK_BYTES;
    }
    if (n > 0) {
        memcpy(digest->block, at, n);
    }
}

/* Section 5.1.1: a bit, zeros, and the length in bits at the end of a block. */
void digest_x86_end(struct digest_x86 *digest, unsigned char ret[DIGEST_BYTES]) {
    static const unsigned char padding[DIGEST_BLOCK_BYTES] = {0x80};
    uint64_t n_bits = GUINT64_TO_BE(digest->n * 8);
    size_t held = digest->n % DIGEST_BLOCK_BYTES;
    digest_x86_add(digest, padding, (held < 56 ? 56 : 120) - held);
    digest_x86_add(digest, &n_bits, sizeof n_bits);
    for (int i = 0; i < DIGEST_BYTES; i++) {
        ret[i] = (unsigned char)(digest->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

#else

bool digest_x86_is_possible(void) {
    return false;
}

void digest_x86_init(struct digest_x86 *digest) {
    (void)digest;
}

void digest_x86_add(struct digest_x86 *digest, const void *bytes, size_t n) {
    (void)digest, (void)bytes, (void)n;
}

void digest_x86_end(struct digest_x86 *digest, unsigned char ret[DIGEST_BYTES]) {
    (void)digest, (void)ret;
}

#endif
