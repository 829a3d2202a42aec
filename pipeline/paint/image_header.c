#include "image_priv.h"

#include <string.h>

/*
 * Headers of image files, and whether the files are all there. Pixels are not looked at: an image
 * may still turn out damaged when it is painted.
 *
 * Source: PNG (ISO/IEC 15948) sections 5 and 11; JPEG (ITU-T T.81) annex B; the Adobe marker is in
 *         Adobe Technical Note 5116.
 */

static uint32_t uint_at(struct str file, size_t at, int n) {
    uint32_t value = 0;
    for (int i = 0; i < n; i++) {
        value = value << 8 | (unsigned char)file.p[at + (size_t)i];
    }
    return value;
}

/* --- PNG ------------------------------------------------------------------------------------ */

static const char PNG_SIGNATURE[] = "\x89PNG\r\n\x1A\n";
enum { PNG_SIGNATURE_BYTES = 8, PNG_IHDR_BYTES = 13, PNG_CHUNK_OVERHEAD = 12 };

static bool is_png_depth(int bits, uint32_t colour) {
    bool is_small = bits == 1 || bits == 2 || bits == 4;
    switch (colour) {
    case PNG_COLOUR_GREY: return is_small || bits == 8 || bits == 16;
    case PNG_COLOUR_PALETTE: return is_small || bits == 8;
    case PNG_COLOUR_RGB:
    case PNG_COLOUR_GREY_ALPHA:
    case PNG_COLOUR_RGB_ALPHA: return bits == 8 || bits == 16;
    default: return false;
    }
}

static const char *read_ihdr(struct str data, struct image_header *header) {
    header->width_px = uint_at(data, 0, 4);
    header->height_px = uint_at(data, 4, 4);
    header->bits = (int)uint_at(data, 8, 1);
    uint32_t colour = uint_at(data, 9, 1), interlace = uint_at(data, 12, 1);
    if (!is_png_depth(header->bits, colour) || uint_at(data, 10, 2) != 0 || interlace > 1) {
        return "is a PNG of a kind that does not exist";
    }
    header->colour = (enum png_colour)colour;
    header->is_interlaced = interlace == 1;
    return NULL;
}

static const char *read_png(struct str file, struct image_header *header) {
    bool has_palette = false, has_pixels = false;
    for (size_t at = PNG_SIGNATURE_BYTES; file.n - at >= PNG_CHUNK_OVERHEAD;) {
        uint32_t n = uint_at(file, at, 4);
        const char *type = file.p + at + 4;
        if (n > file.n - at - PNG_CHUNK_OVERHEAD) {
            break;
        }
        if (at == PNG_SIGNATURE_BYTES) {
            if (n != PNG_IHDR_BYTES || memcmp(type, "IHDR", 4) != 0) {
                return "has no PNG header";
            }
            const char *problem = read_ihdr(str_slice(file, at + 8, at + 8 + n), header);
            if (problem) {
                return problem;
            }
        }
        has_palette |= memcmp(type, "PLTE", 4) == 0;
        has_pixels |= memcmp(type, "IDAT", 4) == 0;
        header->has_transparency |= memcmp(type, "tRNS", 4) == 0;
        if (memcmp(type, "IEND", 4) == 0) {
            bool is_whole = has_pixels && (has_palette || header->colour != PNG_COLOUR_PALETTE);
            return is_whole ? NULL : "is a PNG without pixels";
        }
        at += n + PNG_CHUNK_OVERHEAD;
    }
    return "ends in the middle of the image";
}

/* --- JPEG ----------------------------------------------------------------------------------- */

enum {
    JPEG_SOF0 = 0xC0,
    JPEG_SOF2 = 0xC2,
    JPEG_DHT = 0xC4,
    JPEG_JPG = 0xC8,
    JPEG_DAC = 0xCC,
    JPEG_SOF15 = 0xCF,
    JPEG_EOI = 0xD9,
    JPEG_SOS = 0xDA,
    JPEG_APP14 = 0xEE,
};

static bool is_frame(uint32_t marker) {
    return marker >= JPEG_SOF0 && marker <= JPEG_SOF15 && marker != JPEG_DHT &&
           marker != JPEG_JPG && marker != JPEG_DAC;
}

/* Section 7.4.8: a reader of PDF decodes baseline and progressive JPEG with 8 bits. */
static const char *read_frame(uint32_t marker, struct str data, struct image_header *header) {
    if (data.n < 6) {
        return "has no JPEG header";
    }
    header->bits = (int)uint_at(data, 0, 1);
    header->height_px = uint_at(data, 1, 2);
    header->width_px = uint_at(data, 3, 2);
    header->n_channels = (int)uint_at(data, 5, 1);
    if (marker > JPEG_SOF2 || header->bits != 8) {
        return "is a JPEG of a kind that PDF cannot hold";
    }
    bool is_known = header->n_channels == 1 || header->n_channels == 3 || header->n_channels == 4;
    return is_known ? NULL : "is a JPEG with an unusual number of channels";
}

static bool has_end(struct str file, size_t from) {
    for (size_t i = file.n; i >= from + 2; i--) {
        if (uint_at(file, i - 2, 2) == (0xFF00 | JPEG_EOI)) {
            return true;
        }
    }
    return false;
}

static const char *read_jpeg(struct str file, struct image_header *header) {
    bool has_frame = false;
    for (size_t at = 2; at + 4 <= file.n;) {
        uint32_t lead = uint_at(file, at, 1), marker = uint_at(file, at + 1, 1);
        if (lead != 0xFF) {
            return "has a damaged JPEG header";
        }
        if (marker == 0xFF) { /* fill bytes may precede a marker */
            at++;
            continue;
        }
        uint32_t n = uint_at(file, at + 2, 2);
        if (n < 2 || n > file.n - at - 2) {
            break;
        }
        struct str data = str_slice(file, at + 4, at + 2 + n);
        if (is_frame(marker)) {
            const char *problem = read_frame(marker, data, header);
            if (problem) {
                return problem;
            }
            has_frame = true;
        }
        header->has_adobe_marker |= marker == JPEG_APP14 && str_starts_with(data, "Adobe");
        at += 2 + n;
        if (marker == JPEG_SOS) {
            return !has_frame           ? "has no JPEG header"
                   : !has_end(file, at) ? "ends in the middle of the image"
                                        : NULL;
        }
    }
    return "ends in the middle of the image";
}

/* -------------------------------------------------------------------------------------------- */

const char *image_header_read(struct str file, struct image_header *ret) {
    struct image_header header = {0};
    const char *problem = "is neither a PNG, a JPEG nor an SVG image";
    if (file.n >= PNG_SIGNATURE_BYTES && memcmp(file.p, PNG_SIGNATURE, PNG_SIGNATURE_BYTES) == 0) {
        header.format = IMAGE_PNG;
        problem = read_png(file, &header);
    } else if (str_starts_with(file, "\xFF\xD8\xFF")) {
        header.format = IMAGE_JPEG;
        problem = read_jpeg(file, &header);
    }
    if (!problem && (header.width_px == 0 || header.height_px == 0)) {
        problem = "has no pixels";
    }
    *ret = header;
    return problem;
}
