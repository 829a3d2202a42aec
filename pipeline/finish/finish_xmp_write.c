#include "finish_priv.h"
#include "xmp.h"

/*
 * What a merged file says of itself, as XMP. The part "pdfuaid" is described, because PDF/A does
 * not know it (ISO 19005-2 section 6.6.2.3).
 */

static const char BEGIN[] = XMP_BEGIN ">\n";
static const char END[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
static const char UA_SCHEMA[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static void put_escaped(GString *out, const char *before, const char *text, const char *after) {
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(out, "%s%s%s\n", before, escaped, after);
}

void finish_write_xmp(const struct finish_merge *options, const struct merge_claims *claims,
                      const char *language, GString *out) {
    g_autofree char *date = g_strdup_printf("%04d-%02d-%02dT00:00:00Z", options->date.year,
                                            options->date.month, options->date.day);
    g_string_append(out, BEGIN);
    put_escaped(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", options->title,
                "</rdf:li></rdf:Alt></dc:title>");
    if (language) {
        put_escaped(out, "<dc:language><rdf:Bag><rdf:li>", language,
                    "</rdf:li></rdf:Bag></dc:language>");
    }
    put_escaped(out, "<pdf:Producer>", FINISH_PRODUCER, "</pdf:Producer>");
    put_escaped(out, "<xmp:CreatorTool>", FINISH_PRODUCER, "</xmp:CreatorTool>");
    put_escaped(out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
    put_escaped(out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
    if (claims->part > 0) {
        g_string_append_printf(out,
                               "<pdfaid:part>%d</pdfaid:part>\n"
                               "<pdfaid:conformance>%c</pdfaid:conformance>\n",
                               claims->part, claims->level);
    }
    if (claims->is_accessible) {
        g_string_append(out, "<pdfuaid:part>1</pdfuaid:part>\n");
    }
    if (claims->part > 0 && claims->is_accessible) {
        g_string_append(out, UA_SCHEMA);
    }
    g_string_append(out, END);
}
