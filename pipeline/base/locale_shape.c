#include "locale_shape_priv.h"

#include <string.h>

/* Ten digits have a mark and another one wherever groups are of two to four; four and five digits
 * show how many must stand before a mark: Spanish has 1234 and 12.345. */
const int64_t shape_samples[N_SAMPLES] = {-1234567890, 0, 1234567890, 1234, 12345};

/* --- writing -------------------------------------------------------------------------------- */

static char *put(char *to, const char *text) {
    size_t n = strlen(text);
    memcpy(to, text, n);
    return to + n;
}

static char *put_whole(const struct number_shape *shape, char *to, const char *digits, size_t n) {
    bool has_marks = shape->last > 0 && n >= shape->least;
    for (size_t i = 0; i < n; i++) {
        size_t left = n - i;
        if (has_marks && i > 0 && left >= shape->last &&
            (left - shape->last) % shape->others == 0) {
            to = put(to, shape->mark);
        }
        *to++ = digits[i];
    }
    return to;
}

char *shape_write(Arena *arena, const struct number_shape *shape, struct decimal number) {
    number = decimal_round(number, shape->decimals);
    const char *digits = decimal_format(arena, number);
    digits += *digits == '-';
    size_t n_whole = strcspn(digits, ".");
    const int sign = decimal_sign(number) + 1;
    size_t most = n_whole * (1 + strlen(shape->mark)) + (size_t)shape->decimals;
    char *text = arena_alloc(arena, most + sizeof shape->signs[sign] + sizeof shape->point);
    char *to = put(text, shape->signs[sign].before);
    to = put_whole(shape, to, digits, n_whole);
    if (shape->decimals > 0) {
        to = put(to, shape->point);
        to = put(to, digits + n_whole + (number.scale > 0));
        for (int i = number.scale; i < shape->decimals; i++) {
            *to++ = '0';
        }
    }
    *put(to, shape->signs[sign].after) = '\0';
    return text;
}

/* --- learning ------------------------------------------------------------------------------- */

/* Copy what stands before the next digit; its place, or NULL: it is too long. */
static const char *take_until_digit(const char *text, char to[SHAPE_BYTES]) {
    size_t n = strcspn(text, "0123456789");
    if (n >= SHAPE_BYTES) {
        return NULL;
    }
    memcpy(to, text, n);
    to[n] = '\0';
    return text + n;
}

static bool take_rest(const char *text, char to[SHAPE_BYTES]) {
    size_t n = strlen(text);
    if (n < SHAPE_BYTES) {
        memcpy(to, text, n + 1);
    }
    return n < SHAPE_BYTES;
}

/* The digits before the point, with their marks. */
static const char *learn_marks(struct number_shape *shape, const char *text, size_t n_digits) {
    size_t last = 0, before = 0; /* digits before the last mark, before the one in front of it */
    for (size_t i = 0; text && i < n_digits; i++) {
        if (i > 0 && !g_ascii_isdigit(*text)) {
            text = take_until_digit(text, shape->mark);
            before = last;
            last = i;
        }
        text = text && *text ? text + 1 : NULL;
    }
    shape->last = last > 0 ? n_digits - last : 0;
    shape->others = before > 0 ? last - before : shape->last;
    return text;
}

static const char *skip_decimals(const char *text, int decimals) {
    for (int i = 0; i < decimals; i++) {
        if (!g_ascii_isdigit(text[i])) {
            return NULL;
        }
    }
    return text + decimals;
}

static bool learn_above(struct number_shape *shape, const char *text) {
    text = take_until_digit(text, shape->signs[2].before);
    text = text ? learn_marks(shape, text, strlen("1234567890")) : NULL;
    if (text && shape->decimals > 0) {
        text = take_until_digit(text, shape->point);
        text = text ? skip_decimals(text, shape->decimals) : NULL;
    }
    return text && take_rest(text, shape->signs[2].after);
}

/* What stands around the number, whose last digit is the text's. */
static bool learn_sign(struct number_shape *shape, int sign, const char *text) {
    size_t end = strlen(text);
    while (end > 0 && !g_ascii_isdigit(text[end - 1])) {
        end--;
    }
    return take_until_digit(text, shape->signs[sign].before) &&
           take_rest(text + end, shape->signs[sign].after);
}

static bool is_like(Arena *scratch, const struct number_shape *shape, enum shape_sample sample,
                    const char *const texts[N_SAMPLES]) {
    struct decimal number = decimal_from_int(shape_samples[sample]);
    return strcmp(shape_write(scratch, shape, number), texts[sample]) == 0;
}

bool shape_learn(Arena *scratch, struct number_shape *shape, const char *const texts[N_SAMPLES],
                 int decimals) {
    *shape = (struct number_shape){.decimals = decimals};
    if (!learn_above(shape, texts[SAMPLE_ABOVE]) || !learn_sign(shape, 0, texts[SAMPLE_BELOW]) ||
        !learn_sign(shape, 1, texts[SAMPLE_ZERO])) {
        return false;
    }
    shape->least = shape->last + 1;
    for (int i = SAMPLE_FOUR; i <= SAMPLE_FIVE; i++) {
        shape->least += is_like(scratch, shape, (enum shape_sample)i, texts) ? 0 : 1;
    }
    bool is_learned = true;
    for (int i = 0; i < N_SAMPLES; i++) {
        is_learned = is_learned && is_like(scratch, shape, (enum shape_sample)i, texts);
    }
    return is_learned;
}
