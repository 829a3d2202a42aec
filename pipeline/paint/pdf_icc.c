#include "pdf_document_priv.h"

/*
 * An sRGB profile, made here: three primaries and one curve, as small as version 4 of the format
 * allows. PDF/A wants one so that red, green and blue mean something (ISO 19005-2 section 6.2.3).
 *
 * Source: ICC.1:2010 (profile version 4.3) sections 7 to 10; IEC 61966-2-1 for sRGB's numbers, its
 *         primaries adapted to D50 by the linear Bradford transform (annex E).
 */

static void put_uint32(GString *out, uint32_t value) {
    const char bytes[] = {(char)(value >> 24), (char)(value >> 16), (char)(value >> 8),
                          (char)value};
    g_string_append_len(out, bytes, 4);
}

static void put_signature(GString *out, const char *four) {
    g_string_append_len(out, four, 4);
}

/* s15Fixed16Number, section 4.6. */
static void put_fixed(GString *out, double value) {
    put_uint32(out, (uint32_t)(int32_t)(value * 65536 + (value < 0 ? -0.5 : 0.5)));
}

static void put_numbers(GString *out, const char *type, const double *values, size_t n) {
    put_signature(out, type);
    put_uint32(out, 0);
    for (size_t i = 0; i < n; i++) {
        put_fixed(out, values[i]);
    }
}

/* Multi-localised text of one language, section 10.13; @ascii of even length keeps the padding. */
static void put_text(GString *out, const char *ascii) {
    enum { TEXT_AT = 28 };
    size_t n = 0;
    put_signature(out, "mluc");
    put_uint32(out, 0);
    put_uint32(out, 1);
    put_uint32(out, 12);
    put_signature(out, "enUS");
    for (const char *p = ascii; *p; p++) {
        n++;
    }
    put_uint32(out, (uint32_t)(n * 2));
    put_uint32(out, TEXT_AT);
    for (size_t i = 0; i < n; i++) {
        g_string_append_c(out, '\0');
        g_string_append_c(out, ascii[i]);
    }
}

/* Parametric curve of type 3, section 10.16: the five numbers of sRGB's transfer function. */
static void put_curve(GString *out) {
    static const double srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    put_signature(out, "para");
    put_uint32(out, 0);
    put_uint32(out, 3 << 16);
    for (size_t i = 0; i < G_N_ELEMENTS(srgb); i++) {
        put_fixed(out, srgb[i]);
    }
}

enum element { DESCRIPTION, COPYRIGHT, WHITE, ADAPTATION, RED, GREEN, BLUE, CURVE, N_ELEMENTS };

static const double D50[] = {0.9642, 1.0, 0.8249};

static void put_element(GString *out, enum element element) {
    static const double adaptation[] = {1.047882,  0.022919,  -0.050217, 0.029587, 0.990479,
                                        -0.017059, -0.009232, 0.015076,  0.751678};
    static const double red[] = {0.436066, 0.222488, 0.013916};
    static const double green[] = {0.385147, 0.716873, 0.097076};
    static const double blue[] = {0.143066, 0.060608, 0.714096};
    switch (element) {
    case DESCRIPTION: put_text(out, "sRGB"); return;
    case COPYRIGHT: put_text(out, "CC0 1.0"); return;
    case WHITE: put_numbers(out, "XYZ ", D50, 3); return;
    case ADAPTATION: put_numbers(out, "sf32", adaptation, 9); return;
    case RED: put_numbers(out, "XYZ ", red, 3); return;
    case GREEN: put_numbers(out, "XYZ ", green, 3); return;
    case BLUE: put_numbers(out, "XYZ ", blue, 3); return;
    case CURVE: put_curve(out); return;
    case N_ELEMENTS: break;
    }
    g_assert_not_reached();
}

/* Section 7.2. Dates are of the specification, so that the profile is always the same. */
static void put_header(GString *out, uint32_t size) {
    put_uint32(out, size);
    put_uint32(out, 0);
    put_uint32(out, 0x04300000);
    put_signature(out, "mntr");
    put_signature(out, "RGB ");
    put_signature(out, "XYZ ");
    put_uint32(out, 2010 << 16 | 12);
    put_uint32(out, 1 << 16);
    put_uint32(out, 0);
    put_signature(out, "acsp");
    for (int i = 0; i < 7; i++) {
        put_uint32(out, 0);
    }
    for (int i = 0; i < 3; i++) {
        put_fixed(out, D50[i]);
    }
    while (out->len < 128) {
        g_string_append_c(out, '\0');
    }
}

/* The three channels share one curve: tags may point to the same bytes (section 7.3.1). */
static GString *srgb_profile(void) {
    static const struct {
        const char *tag;
        enum element element;
    } tags[] = {
        {"desc", DESCRIPTION}, {"cprt", COPYRIGHT}, {"wtpt", WHITE}, {"chad", ADAPTATION},
        {"rXYZ", RED},         {"gXYZ", GREEN},     {"bXYZ", BLUE},  {"rTRC", CURVE},
        {"gTRC", CURVE},       {"bTRC", CURVE},
    };
    enum { DATA_AT = 128 + 4 + 12 * G_N_ELEMENTS(tags) };
    uint32_t begin[N_ELEMENTS], end[N_ELEMENTS];
    g_autoptr(GString) data = g_string_new(NULL);
    for (int i = 0; i < N_ELEMENTS; i++) {
        begin[i] = DATA_AT + (uint32_t)data->len;
        put_element(data, (enum element)i);
        end[i] = DATA_AT + (uint32_t)data->len;
        while (data->len % 4 != 0) {
            g_string_append_c(data, '\0');
        }
    }
    GString *out = g_string_new(NULL);
    put_header(out, DATA_AT + (uint32_t)data->len);
    put_uint32(out, G_N_ELEMENTS(tags));
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        put_signature(out, tags[i].tag);
        put_uint32(out, begin[tags[i].element]);
        put_uint32(out, end[tags[i].element] - begin[tags[i].element]);
    }
    g_string_append_len(out, data->str, (gssize)data->len);
    return out;
}

unsigned pdf_output_intent_write(struct pdf_file *file) {
    unsigned profile = pdf_file_reserve(file), number = pdf_file_reserve(file);
    g_autoptr(GString) bytes = srgb_profile();
    pdf_stream_write(file, profile, "/N 3", (struct str){bytes->str, bytes->len}, PDF_KEPT);
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                         "/Info(sRGB IEC61966-2.1)/DestOutputProfile");
    pdf_put_ref(out, profile);
    g_string_append(out, ">>");
    pdf_object_end(file);
    return number;
}
