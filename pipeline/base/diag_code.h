/*
 * diag_code.h - every diagnostic's stable word and its class (the exit code).
 *
 * A row a code: enumerator, word, class, what it means. Rows stand in the order of the pipeline;
 * `pdfgen help codes` prints this table.
 */
#pragma once

enum diag_class {
    DIAG_CLASS_INPUT = 1,   /* the document, template or data */
    DIAG_CLASS_USAGE = 2,   /* the command line */
    DIAG_CLASS_MACHINE = 3, /* disk, network, installation */
};

#define DIAG_CODES(ROW)                                                                            \
    ROW(USAGE_OPTION, "usage-option", USAGE, "an option is unknown or lacks its value")            \
    ROW(USAGE_COMMAND, "usage-command", USAGE, "no command or template has this name")             \
    ROW(USAGE_ARGUMENT, "usage-argument", USAGE, "an argument is missing or has a wrong form")     \
    ROW(USAGE_PERIOD, "usage-period", USAGE, "a period is not written as 2026-Q3 or the like")     \
    ROW(FILE_MISSING, "file-missing", INPUT, "a file or folder is not there")                      \
    ROW(FILE_UNREADABLE, "file-unreadable", MACHINE, "a file is there but cannot be read")         \
    ROW(FILE_OUTSIDE, "file-outside", INPUT, "a file lies outside the folders that may be read")   \
    ROW(FILE_LARGE, "file-large", INPUT, "a file is larger than its limit")                        \
    ROW(FILE_ENCODING, "file-encoding", INPUT, "a text is not UTF-8")                              \
    ROW(INSTALL_MISSING, "install-missing", MACHINE, "the installation lacks a part")              \
    ROW(WORKSPACE_MISSING, "workspace-missing", INPUT, "no pdfgen.yaml here or above")             \
    ROW(WORKSPACE_FIELD, "workspace-field", INPUT, "a field of pdfgen.yaml is wrong")              \
    ROW(YAML_SYNTAX, "yaml-syntax", INPUT, "a YAML file is broken")                                \
    ROW(YAML_DUPLICATE, "yaml-duplicate", INPUT, "a key stands twice in one map")                  \
    ROW(YAML_TAG, "yaml-tag", INPUT, "a YAML tag would construct an object")                       \
    ROW(YAML_ALIAS, "yaml-alias", INPUT, "aliases are unknown, too deep or too many")              \
    ROW(JSON_SYNTAX, "json-syntax", INPUT, "a JSON file is broken")                                \
    ROW(JSON_DUPLICATE, "json-duplicate", INPUT, "a key stands twice in one JSON object")          \
    ROW(CSV_SYNTAX, "csv-syntax", INPUT, "a table of text is broken")                              \
    ROW(DATA_DEPTH, "data-depth", INPUT, "data are nested deeper than the limit")                  \
    ROW(DATA_SIZE, "data-size", INPUT, "data hold more values than the limit")                     \
    ROW(DATA_NUMBER, "data-number", INPUT, "a number was expected, or it is out of range")         \
    ROW(DATA_DATE, "data-date", INPUT, "a date was expected")                                      \
    ROW(DATA_TYPE, "data-type", INPUT, "a value has the wrong kind")                               \
    ROW(DATA_FIELD, "data-field", INPUT, "a field is missing, or not known")                       \
    ROW(DATA_DUPLICATE, "data-duplicate", INPUT, "two records have the same id")                   \
    ROW(DATA_CURRENCY, "data-currency", INPUT, "amounts of several currencies cannot be added")    \
    ROW(DATA_CONFLICT, "data-conflict", INPUT, "two sources disagree about a value")               \
    ROW(FRONT_MATTER, "front-matter", INPUT, "a document's front matter cannot be read")           \
    ROW(PARTNER_UNKNOWN, "partner-unknown", INPUT, "no partner has this name")                     \
    ROW(PARTNER_AMBIGUOUS, "partner-ambiguous", INPUT, "two or more partners match")               \
    ROW(PARTNER_EXCLUDED, "partner-excluded", INPUT, "a partner is left out of the programme")     \
    ROW(TEMPLATE_UNKNOWN_NAME, "template-unknown-name", INPUT, "a name does not exist")            \
    ROW(TEMPLATE_SYNTAX, "template-syntax", INPUT, "a tag is malformed")                           \
    ROW(TEMPLATE_UNCLOSED, "template-unclosed", INPUT, "a section or tag is never closed")         \
    ROW(TEMPLATE_FILTER, "template-filter", INPUT, "a filter or its argument is wrong")            \
    ROW(TEMPLATE_TYPE, "template-type", INPUT, "a value's kind does not fit its use")              \
    ROW(TEMPLATE_DEPTH, "template-depth", INPUT, "sections or partials are nested too deep")       \
    ROW(TEMPLATE_SIZE, "template-size", INPUT, "a filled template is larger than the limit")       \
    ROW(TEMPLATE_PARTIAL, "template-partial", INPUT, "a partial is missing")                       \
    ROW(MARKDOWN_DEPTH, "markdown-depth", INPUT, "blocks are nested too deep")                     \
    ROW(MARKDOWN_HTML, "markdown-html", INPUT, "an HTML tag was dropped; its text is kept")        \
    ROW(MARKDOWN_BLOCK, "markdown-block", INPUT, "a block or container is not understood")         \
    ROW(FOOTNOTE, "footnote", INPUT, "a footnote's mark and text do not find each other")          \
    ROW(THEME_MISSING, "theme-missing", INPUT, "no theme has this name")                           \
    ROW(THEME_FIELD, "theme-field", INPUT, "a field of a theme is wrong")                          \
    ROW(BRAND_FIELD, "brand-field", INPUT, "a field of _brand.yml is wrong")                       \
    ROW(BRAND_CONTRAST, "brand-contrast", INPUT, "a brand colour was changed for contrast")        \
    ROW(BRAND_UNUSED, "brand-unused", INPUT, "a field of _brand.yml that documents do not use")    \
    ROW(FONT_MISSING, "font-missing", MACHINE, "a font file is not installed")                     \
    ROW(FONT_DAMAGED, "font-damaged", MACHINE, "a font file cannot be read or subset")             \
    ROW(FONT_GLYPH, "font-glyph", INPUT, "no font has a character")                                \
    ROW(HYPHEN_PATTERNS, "hyphen-patterns", MACHINE,                                               \
        "no patterns to break words by are installed")                                             \
    ROW(IMAGE_MISSING, "image-missing", INPUT, "an image is not there")                            \
    ROW(IMAGE_FORMAT, "image-format", INPUT, "a file is not an image that can be read")            \
    ROW(IMAGE_LARGE, "image-large", INPUT, "an image has more pixels than the limit")              \
    ROW(IMAGE_SVG, "image-svg", INPUT, "parts of an SVG image are shown as pixels, or not at all") \
    ROW(IMAGE_ALT, "image-alt", INPUT, "an image has no alternative text")                         \
    ROW(FIGURE_FIELD, "figure-field", INPUT, "a figure's specification has a wrong field")         \
    ROW(FIGURE_DATA, "figure-data", INPUT, "a figure's data do not fit it")                        \
    ROW(TABLE_WIDE, "table-wide", INPUT, "a table was turned, divided or broken to fit its place") \
    ROW(LAYOUT_OVERFLOW, "layout-overflow", INPUT, "something is wider or higher than its place")  \
    ROW(LAYOUT_LIMIT, "layout-limit", INPUT, "a document has more pages or cells than the limit")  \
    ROW(LINK_TARGET, "link-target", INPUT, "a link leads to a heading that is not there")          \
    ROW(ATTACHMENT_NAME, "attachment-name", INPUT, "an attachment is called otherwise in the PDF") \
    ROW(ATTACHMENT_LIMIT, "attachment-limit", INPUT,                                               \
        "attachments are more or larger than allowed")                                             \
    ROW(OUTPUT_EXISTS, "output-exists", MACHINE, "the output path is a folder")                    \
    ROW(OUTPUT_FAILED, "output-failed", MACHINE, "the output could not be written")                \
    ROW(BATCH_PARTNERS, "batch-partners", USAGE, "no partner is left for a batch")                 \
    ROW(BATCH_EXPRESSION, "batch-expression", USAGE, "--where does not say which partners")        \
    ROW(BATCH_MANIFEST, "batch-manifest", INPUT, "the shards' manifests do not make a whole")      \
    ROW(BATCH_MERGE, "batch-merge", INPUT, "documents cannot be put into one")                     \
    ROW(BATCH_LOCKED, "batch-locked", MACHINE, "another batch writes to the same folder")          \
    ROW(BATCH_LEDGER, "batch-ledger", MACHINE, "what a batch has done cannot be written down")     \
    ROW(BATCH_TIMEOUT, "batch-timeout", INPUT, "a document took longer than --timeout")            \
    ROW(BATCH_MEMORY, "batch-memory", INPUT, "a document took more memory than --memory")          \
    ROW(BATCH_CRASH, "batch-crash", INPUT, "the process that made a document ended")               \
    ROW(BATCH_WORKER, "batch-worker", MACHINE, "a process for making documents could not start")   \
    ROW(MODULE_MISSING, "module-missing", MACHINE,                                                 \
        "a part of pdfgen that is loaded when needed is not there")                                \
    ROW(PASSWORD, "password", USAGE, "a password is missing or cannot be used")                    \
    ROW(PDF_CLAIM, "pdf-claim", INPUT, "a PDF is not all that others are: archival, accessible")   \
    ROW(PDF_ENCRYPTED, "pdf-encrypted", INPUT, "a PDF is encrypted")                               \
    ROW(PDF_DAMAGED, "pdf-damaged", INPUT, "a PDF cannot be read, or only after repairs")          \
    ROW(VERIFY_DIFFERS, "verify-differs", INPUT, "a PDF is not what its data give")                \
    ROW(VERIFY_NO_DATA, "verify-no-data", MACHINE, "a PDF does not carry what it was made from")   \
    ROW(FINISH_FAILED, "finish-failed", MACHINE, "a finishing step failed")                        \
    ROW(EMAIL_TEMPLATE, "email-template", INPUT, "a text for mail is not there or lacks a part")   \
    ROW(EMAIL_ADDRESS, "email-address", INPUT, "an address for mail is missing or is none")        \
    ROW(EMAIL_HEADER, "email-header", INPUT, "a name or subject cannot stand in a message's head") \
    ROW(EMAIL_FAILED, "email-failed", MACHINE, "a message could not be put together")              \
    ROW(EMAIL_LONG, "email-long", INPUT, "a message is longer than mail programs show")            \
    ROW(EMAIL_INTERNAL, "email-internal", INPUT, "a document for the own company is not mailed")   \
    ROW(EMAIL_STALE, "email-stale", INPUT, "a PDF is not what its data give now")                  \
    ROW(EMAIL_SETTINGS, "email-settings", INPUT, "a setting for sending mail is missing or wrong") \
    ROW(EMAIL_PASSWORD, "email-password", MACHINE, "the password of the mail server is not there") \
    ROW(EMAIL_LEDGER, "email-ledger", MACHINE, "what was sent cannot be read or written down")     \
    ROW(EMAIL_SERVER, "email-server", MACHINE, "the mail server cannot be reached or trusted")     \
    ROW(EMAIL_REFUSED, "email-refused", INPUT, "the mail server refused a message for good")       \
    ROW(EMAIL_DEFERRED, "email-deferred", MACHINE, "the mail server did not take a message now")   \
    ROW(EMAIL_UNKNOWN, "email-unknown", MACHINE, "it is not known whether a message was sent")

enum diag_code {
#define ROW(name, word, class, meaning) DIAG_##name,
    DIAG_CODES(ROW)
#undef ROW
        N_DIAG_CODES
};

const char *diag_code_word(enum diag_code code);
const char *diag_code_meaning(enum diag_code code);
enum diag_class diag_code_class(enum diag_code code);
