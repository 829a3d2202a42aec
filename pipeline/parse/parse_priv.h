/*
 * parse_priv.h - what the files of this room share.
 *
 * The way: parse_prepare.c rewrites the lines that md4c does not know (fenced containers,
 *          admonitions, HTML) as marks; md4c reads the prepared bytes; parse_build.c and
 *          parse_inline.c make the tree of its callbacks; parse_finish.c names the headings.
 * Offsets: "out" counts bytes of the prepared text, "in" bytes of the filled Markdown.
 */
#pragma once

#include "parse.h"

/* --- entities --------------------------------------------------------------------------------- */

/* Append the characters of "&name;", "&#10;" or "&#x0A;"; the text itself where there are none. */
void entity_append(struct str entity, GString *out);

/* @text with its entities undone. */
struct str entity_decode(Arena *arena, struct str text);

/* --- HTML ------------------------------------------------------------------------------------- */

enum html_role {
    HTML_UNKNOWN, /* dropped with a warning; its text stays */
    HTML_LINE_BREAK,
    HTML_SPAN, /* a span with its class, or with the tag's own name */
    HTML_STRONG,
    HTML_EMPHASIS,
    HTML_STRIKE,
    HTML_CODE,
    HTML_LINK,
    HTML_IMAGE,
    HTML_HIDDEN, /* script, style: its contents go too */
    /* The following begin a block. */
    HTML_RULE,
    HTML_PARAGRAPH,
    HTML_HEADING,
    HTML_CONTAINER,
    HTML_SUMMARY,
    HTML_QUOTE,
    HTML_PRE,
    HTML_LIST,
    HTML_ITEM,
    HTML_TABLE,
    HTML_GROUP, /* thead, tbody, tfoot */
    HTML_ROW,
    HTML_CELL,
    HTML_UNKNOWN_BLOCK,
};

struct html_tag {
    struct str name;       /* as written */
    struct str attributes; /* between the name and the end */
    size_t end;            /* the offset behind ">" */
    enum html_role role;
    bool is_closing, is_empty; /* "</p>", "<p/>" */
};

/* The tag at @at, which must hold "<"; CommonMark 0.31 §6.6. */
bool html_tag_read(struct str text, size_t at, struct html_tag *ret);
bool html_tag_is(const struct html_tag *tag, const char *name);
bool html_role_is_block(enum html_role role);

/* The value of an attribute, entities undone; empty where it has none. */
struct str html_attribute(Arena *arena, const struct html_tag *tag, const char *name);
/* What `lang` says; empty: nothing, or what is no tag of a language (BCP 47). */
struct str html_language(Arena *arena, const struct html_tag *tag);

/*
 * The offset behind a comment, processing instruction, declaration or CDATA section at @at;
 * 0 where there is none or it has no end. @missing, zero at first, keeps the kinds that have none.
 */
size_t html_skip_markup(struct str text, size_t at, unsigned *missing);

/* --- the prepared text ------------------------------------------------------------------------ */

enum mark_kind {
    MARK_BREAK, /* blocks end here */
    MARK_OPEN,
    MARK_CLOSE,
    MARK_LEAF,
};

/* A line of its own, "# :", which md4c reports as a heading wherever it stands. */
struct mark {
    size_t out; /* of the colon */
    size_t in;
    enum mark_kind kind;
    struct node *node; /* open and leaf: made, not yet in the tree */
    size_t opener;     /* close: the index of its MARK_OPEN */
};

struct prepared_piece {
    size_t out, in;
    bool is_made; /* all of it stands for the one place @in */
};

struct prepared {
    struct str bytes;
    const struct prepared_piece *pieces;
    size_t n_pieces;
    const struct mark *marks;
    size_t n_marks;
    bool has_blanks; /* hidden ones: see blanks_hide() */
};

/* --- blanks ----------------------------------------------------------------------------------- */

/* "[____]", "[x____]", "[____*]", and "____" that stands alone. */
struct blank {
    int n_letters;
    bool is_signature, is_required;
};

/*
 * Hide the blanks of a text from md4c, to which underscores are emphasis and brackets links: each
 * sign of theirs becomes a byte that UTF-8 does not have. True: there are some.
 */
bool blanks_hide(char *bytes, size_t n);
/* The text as it was typed; itself where it hides nothing. */
struct str blanks_restore(Arena *arena, struct str text);
/* The offset of the first hidden blank from @from on and what it is; its length, 0: there is none.
 */
size_t blanks_find(struct str text, size_t from, size_t *ret_at, struct blank *ret);

/* What every stage of one document needs. */
struct parse {
    Arena *arena;
    const struct text *text;
    struct diags *diags;
    GHashTable *warned_tags; /* lower-case names, each reported once */
    bool has_warned_depth;
    bool has_two_directions; /* words of the text run both ways: values are nodes of their own */
    bool has_notes;          /* a footnote's text or mark was met */
    int note_depth;          /* notes in the text of notes */
};

void parse_prepare(struct parse *parse, struct prepared *ret);
size_t prepared_in(const struct prepared *prepared, size_t out);
const struct mark *prepared_mark(const struct prepared *prepared, size_t out);

void parse_warn_tag(struct parse *parse, const struct html_tag *tag, size_t in);
void parse_warn_depth(struct parse *parse, size_t in);

/* The words of one line of Markdown, without its markup. */
struct str parse_plain_words(Arena *arena, struct str markdown);

/* --- the tree --------------------------------------------------------------------------------- */

/* False where md4c gave up. */
bool parse_build(struct parse *parse, const struct prepared *prepared, struct node **ret);

/* Callouts of GitHub's kind: a quote whose first line is "[!NOTE]". */
void parse_quote_callout(Arena *arena, struct node *quote);

/* Names of callouts in all dialects ("tip", "danger" ...); false where @name is none. */
bool parse_callout_kind(struct str name, enum callout_kind *ret, bool *ret_is_own_name);

/* The bytes of a footnote's name before its "]"; 0: it is no name. */
size_t note_name_length(struct str s);

/* Footnotes: numbered, and moved to the end of the document. */
void parse_number_notes(struct parse *parse, struct node *root);

/* Heading ids: "{#id}" at the end, or the words; unique. */
void parse_name_headings(struct parse *parse, struct node *root);
