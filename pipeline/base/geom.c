#include "geom.h"

#include <glib.h>
#include <math.h>
#include <string.h>

struct rect rect_union(struct rect a, struct rect b) {
    double left = fmin(a.x, b.x), top = fmin(a.y, b.y);
    return (struct rect){left, top, fmax(rect_right(a), rect_right(b)) - left,
                         fmax(rect_bottom(a), rect_bottom(b)) - top};
}

static uint16_t channel16(double channel) {
    return (uint16_t)(CLAMP(channel, 0, 1) * UINT16_MAX + 0.5);
}

struct rgb16 rgb16_from_rgb(struct rgb colour) {
    return (struct rgb16){channel16(colour.r), channel16(colour.g), channel16(colour.b)};
}

struct rgb rgb_from_rgb16(struct rgb16 colour) {
    double most = UINT16_MAX;
    return (struct rgb){colour.r / most, colour.g / most, colour.b / most};
}

bool rgb_parse(const char *text, struct rgb *ret) {
    int digits[6];
    text += text[0] == '#';
    size_t n = strlen(text);
    if (n != 3 && n != 6) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        digits[i] = g_ascii_xdigit_value(text[i]);
        if (digits[i] < 0) {
            return false;
        }
    }
    double channels[3];
    for (size_t i = 0; i < 3; i++) {
        channels[i] =
            n == 3 ? digits[i] * 17 / 255.0 : (digits[2 * i] * 16 + digits[2 * i + 1]) / 255.0;
    }
    *ret = (struct rgb){channels[0], channels[1], channels[2]};
    return true;
}

static double linear_from_srgb(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

double rgb_luminance(struct rgb colour) {
    return 0.2126 * linear_from_srgb(colour.r) + 0.7152 * linear_from_srgb(colour.g) +
           0.0722 * linear_from_srgb(colour.b);
}

double rgb_contrast(struct rgb a, struct rgb b) {
    double x = rgb_luminance(a), y = rgb_luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

struct rgb rgb_mix(struct rgb a, struct rgb b, double share) {
    return (struct rgb){a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share,
                        a.b + (b.b - a.b) * share};
}

struct rgb rgb_with_contrast(struct rgb colour, struct rgb ground, double ratio) {
    if (rgb_contrast(colour, ground) >= ratio) {
        return colour;
    }
    struct rgb end = rgb_luminance(ground) > 0.18 ? (struct rgb){0, 0, 0} : (struct rgb){1, 1, 1};
    double low = 0, high = 1;
    for (int i = 0; i < 20; i++) {
        double middle = (low + high) / 2;
        bool is_enough = rgb_contrast(rgb_mix(colour, end, middle), ground) >= ratio;
        *(is_enough ? &high : &low) = middle;
    }
    return rgb_mix(colour, end, high);
}
