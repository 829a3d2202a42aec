/*
 * xmp.h - how the XMP packet of a PDF begins and ends: the parts that say what it is and what it
 * claims to be (XMP 1.0; ISO 19005-2 section 6.6).
 */
#pragma once

/* Up to the spaces of names: more may follow, then ">". */
#define XMP_BEGIN                                                                                  \
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"                         \
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"                                                     \
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"                        \
    "<rdf:Description rdf:about=\"\"\n"                                                            \
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"                                             \
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"                                                \
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"                                                \
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"                                          \
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"                                        \
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"                            \
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"                                  \
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\""
