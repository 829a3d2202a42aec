#include "pdf_document_priv.h"
#include "xmp.h"

#include <string.h>

/*
 * The same facts twice: in the information dictionary, which old readers show, and as XMP, which
 * archives read. They must agree to the letter (ISO 19005-2 section 6.6.3), so both come from
 * display_meta and nothing else.
 */

#define PRODUCER "pdfgen " PDFGEN_VERSION

struct display_meta pdf_meta_clean(Arena *arena, const struct display_meta *meta) {
    struct display_meta result = *meta;
    result.title = str_printable(arena, meta->title);
    result.author = str_printable(arena, meta->author);
    result.subject = str_printable(arena, meta->subject);
    result.keywords = str_printable(arena, meta->keywords);
    result.from.document = str_printable(arena, meta->from.document);
    result.from.partner = str_printable(arena, meta->from.partner);
    result.from.period = str_printable(arena, meta->from.period);
    return result;
}

static void put_entry(GString *out, const char *key, const char *text) {
    if (text && *text) {
        g_string_append(out, key);
        pdf_put_text(out, str_from(text));
    }
}

unsigned pdf_info_write(const struct display_meta *meta, struct pdf_file *file) {
    unsigned number = pdf_file_reserve(file);
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, "<<");
    put_entry(out, "/Title", meta->title);
    put_entry(out, "/Author", meta->author);
    put_entry(out, "/Subject", meta->subject);
    put_entry(out, "/Keywords", meta->keywords);
    put_entry(out, "/Creator", PRODUCER);
    put_entry(out, "/Producer", PRODUCER);
    g_string_append(out, "/CreationDate");
    pdf_put_date(out, meta->date);
    g_string_append(out, "/ModDate");
    pdf_put_date(out, meta->date);
    g_string_append(out, ">>");
    pdf_object_end(file);
    return number;
}

/* --- XMP, ISO 16684-1 ------------------------------------------------------------------------ */

static void put_xml(GString *out, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        default: g_string_append_c(out, *text);
        }
    }
}

static void put_element(GString *out, const char *name, const char *before, const char *text,
                        const char *after) {
    if (!text || !*text) {
        return;
    }
    g_string_append_printf(out, "<%s>%s", name, before);
    put_xml(out, text);
    g_string_append_printf(out, "%s</%s>\n", after, name);
}

#define ALTERNATIVE     "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
#define ALTERNATIVE_END "</rdf:li></rdf:Alt>"

static void put_facts(GString *out, const struct display_meta *meta) {
    g_autofree char *date = g_strdup_printf("%04d-%02d-%02dT00:00:00Z", meta->date.year,
                                            meta->date.month, meta->date.day);
    put_element(out, "dc:title", ALTERNATIVE, meta->title, ALTERNATIVE_END);
    put_element(out, "dc:creator", "<rdf:Seq><rdf:li>", meta->author, "</rdf:li></rdf:Seq>");
    put_element(out, "dc:description", ALTERNATIVE, meta->subject, ALTERNATIVE_END);
    put_element(out, "dc:language", "<rdf:Bag><rdf:li>", meta->language, "</rdf:li></rdf:Bag>");
    put_element(out, "pdf:Keywords", "", meta->keywords, "");
    put_element(out, "pdf:Producer", "", PRODUCER, "");
    put_element(out, "xmp:CreatorTool", "", PRODUCER, "");
    put_element(out, "xmp:CreateDate", "", date, "");
    put_element(out, "xmp:ModifyDate", "", date, "");
}

/* PDF/A knows no "pdfuaid:part", so the property brings its own description (section 6.6.2.3). */
static const char UA_SCHEMA[] =
    "<rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n";

/* --- what the document was made from: a schema of our own ------------------------------------- */

#define FROM_SPACE "urn:pdfgen:from:1#"

static const struct {
    const char *name;
    size_t offset;
    const char *meaning;
} from_fields[] = {
    {"document", offsetof(struct made_from, document), "Name of the template"},
    {"partner", offsetof(struct made_from, partner), "Partner that the document is about"},
    {"period", offsetof(struct made_from, period), "Period that the document is about"},
    {"templateKey", offsetof(struct made_from, template_key), "SHA-256 of the template"},
    {"dataKey", offsetof(struct made_from, data_key), "SHA-256 of the values"},
};

static const char *from_field(const struct made_from *from, size_t i) {
    return *(const char *const *)((const char *)from + from_fields[i].offset);
}

static bool has_from(const struct made_from *from) {
    for (size_t i = 0; i < G_N_ELEMENTS(from_fields); i++) {
        if (from_field(from, i)) {
            return true;
        }
    }
    return false;
}

static void put_from(GString *out, const struct made_from *from) {
    for (size_t i = 0; i < G_N_ELEMENTS(from_fields); i++) {
        g_autofree char *name = g_strconcat("pdfgen:", from_fields[i].name, NULL);
        put_element(out, name, "", from_field(from, i), "");
    }
}

static void put_from_schema(GString *out) {
    g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">"
                         "<pdfaSchema:schema>What the document was made from</pdfaSchema:schema>"
                         "<pdfaSchema:namespaceURI>" FROM_SPACE "</pdfaSchema:namespaceURI>"
                         "<pdfaSchema:prefix>pdfgen</pdfaSchema:prefix>"
                         "<pdfaSchema:property><rdf:Seq>");
    for (size_t i = 0; i < G_N_ELEMENTS(from_fields); i++) {
        g_string_append_printf(out,
                               "<rdf:li rdf:parseType=\"Resource\">"
                               "<pdfaProperty:name>%s</pdfaProperty:name>"
                               "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
                               "<pdfaProperty:category>internal</pdfaProperty:category>"
                               "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>",
                               from_fields[i].name, from_fields[i].meaning);
    }
    g_string_append(out, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

/* What is described is only what an archive asks to be. */
static void put_schemas(GString *out, bool has_ua, bool has_own) {
    if (!has_ua && !has_own) {
        return;
    }
    g_string_append(out, "<pdfaExtension:schemas><rdf:Bag>");
    if (has_ua) {
        g_string_append(out, UA_SCHEMA);
    }
    if (has_own) {
        put_from_schema(out);
    }
    g_string_append(out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

static void put_claims(GString *out, const struct pdf_claims *claims,
                       const struct made_from *from) {
    if (claims->is_archival) {
        g_string_append_printf(out,
                               "<pdfaid:part>%d</pdfaid:part>\n"
                               "<pdfaid:conformance>A</pdfaid:conformance>\n",
                               claims->has_attachments ? 3 : 2);
    }
    if (claims->is_accessible) {
        g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n");
    }
    if (claims->is_archival) {
        put_schemas(out, claims->is_accessible, has_from(from));
    }
}

/* Not compressed, so that programs that know nothing of PDF find it (section 14.3.2). */
unsigned pdf_metadata_write(const struct display_meta *meta, const struct pdf_claims *claims,
                            struct pdf_file *file) {
    g_autoptr(GString) out = g_string_new(XMP_BEGIN);
    if (has_from(&meta->from)) {
        g_string_append(out, "\n xmlns:pdfgen=\"" FROM_SPACE "\"");
    }
    g_string_append(out, ">\n");
    put_facts(out, meta);
    put_from(out, &meta->from);
    put_claims(out, claims, &meta->from);
    g_string_append(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    unsigned number = pdf_file_reserve(file);
    pdf_stream_write(file, number, "/Type/Metadata/Subtype/XML", (struct str){out->str, out->len},
                     PDF_STORED);
    return number;
}
