#include "finish_priv.h"

#include <string.h>

/*
 * The few properties of XMP that say what a file claims to be and what it was made from; each is an
 * element without children, or an attribute of rdf:Description (ISO 16684-1 section 7). Prefixes
 * are taken as they are usually written, not as they are declared. Of a property that stands twice
 * the first counts.
 */

struct xmp_property {
    const char *name;
    const char **text;
};

enum { PROPERTIES_MAX = 16 };

struct reading {
    Arena *arena;
    struct xmp_property properties[PROPERTIES_MAX];
    size_t n;
    const char *element; /* the innermost one */
    GString *text;       /* in it */
};

static void keep(struct reading *reading, const char *name, const char *text) {
    for (size_t i = 0; i < reading->n; i++) {
        struct xmp_property *property = &reading->properties[i];
        if (strcmp(property->name, name) == 0 && !*property->text && *text) {
            *property->text = arena_strdup(reading->arena, text);
        }
    }
}

static void begin_element(GMarkupParseContext *context, const char *name, const char **names,
                          const char **values, void *data, GError **error) {
    (void)context, (void)error;
    struct reading *reading = data;
    for (size_t i = 0; names[i]; i++) {
        keep(reading, names[i], values[i]);
    }
    reading->element = arena_strdup(reading->arena, name);
    g_string_truncate(reading->text, 0);
}

static void add_text(GMarkupParseContext *context, const char *text, gsize n, void *data,
                     GError **error) {
    (void)context, (void)error;
    g_string_append_len(((struct reading *)data)->text, text, (gssize)n);
}

static void end_element(GMarkupParseContext *context, const char *name, void *data,
                        GError **error) {
    (void)context, (void)error;
    struct reading *reading = data;
    if (reading->element && strcmp(reading->element, name) == 0) {
        keep(reading, name, g_strstrip(reading->text->str));
    }
    reading->element = NULL;
}

static void parse(struct reading *reading, struct str xmp) {
    static const GMarkupParser parser = {
        .start_element = begin_element, .text = add_text, .end_element = end_element};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    if (g_markup_parse_context_parse(context, xmp.p, (gssize)xmp.n, NULL)) {
        g_markup_parse_context_end_parse(context, NULL);
    }
    g_markup_parse_context_free(context);
}

/* Lower case: "PDF/A-2a" is how the standard writes what XMP calls 2 and A. */
static const char *archival_claim(Arena *arena, const char *part, const char *conformance) {
    if (!part) {
        return NULL;
    }
    g_autofree char *level = g_ascii_strdown(conformance ? conformance : "", -1);
    return arena_printf(arena, "PDF/A-%s%s", part, level);
}

void finish_read_xmp(Arena *arena, struct str xmp, struct pdf_facts *facts) {
    const char *part = NULL, *conformance = NULL, *ua = NULL;
    struct made_from *from = &facts->from;
    struct reading reading = {
        .arena = arena,
        .properties =
            {
                {"pdfaid:part", &part},
                {"pdfaid:conformance", &conformance},
                {"pdfuaid:part", &ua},
                {"pdfgen:document", &from->document},
                {"pdfgen:partner", &from->partner},
                {"pdfgen:period", &from->period},
                {"pdfgen:templateKey", &from->template_key},
                {"pdfgen:dataKey", &from->data_key},
            },
        .n = 8,
        .text = g_string_new(NULL),
    };
    if (xmp.n > 0 && xmp.n <= XMP_BYTES_MAX && str_utf8_error(xmp) == xmp.n) {
        parse(&reading, xmp);
    }
    g_string_free(reading.text, TRUE);
    facts->archival = archival_claim(arena, part, conformance);
    facts->accessible = ua ? arena_printf(arena, "PDF/UA-%s", ua) : NULL;
}
