/*
 * layout_fonts_priv.h - fonts by face, and the words that were shaped.
 *
 * Owner: Fonts, for the run. A file's number is its index in the catalogue; a face's id is its
 * index in fonts_faces(), in the order of first use.
 */
#pragma once

#include "layout_priv.h"

#include <hb.h>

/* --- faces: layout_fonts.c, layout_font_check.c ----------------------------------------------- */

/* A face that text asks for. */
struct face {
    const char *family;
    int weight;
    bool is_italic;
};

/* The file nearest to a face; negative where none of the family can be read. */
int fonts_file(Fonts *fonts, struct face face);
/* The same, and a family that is not installed is reported once. */
int fonts_need(Fonts *fonts, struct face face, struct diags *diags);
/* The document at hand uses a file that was opened for an earlier one: it is an input of this one
 * too, and its damage is said again. */
void fonts_use(Fonts *fonts, int file, struct diags *diags);
const struct font_file *fonts_entry(const Fonts *fonts, int file);

/*
 * The tag of the first table of a file's face whose checksum is wrong or that is not all there; 0:
 * all tables are as they were written. Source: OpenType 1.9, "Organization of an OpenType Font".
 */
uint32_t font_damaged_table(GBytes *file, unsigned index);

/* A font whose units are Pango's: 1/1024 pt. The caller destroys it. */
hb_font_t *fonts_sized(Fonts *fonts, int file, double size_pt);
/* The font whose glyphs are pictures, of no size; NULL: none is installed. */
hb_font_t *fonts_emoji(Fonts *fonts);
struct font_metrics fonts_metrics(Fonts *fonts, int file, double size_pt);

/*
 * The face's own family, or the first fallback family that has the character: of those for the
 * document's language, then of all.
 */
const char *fonts_family_for(Fonts *fonts, struct face face, uint32_t character);
/*
 * Before a document is set; its @language outlives that. Each file of fonts that it asks for is
 * noted as an input of it, however long ago that was opened.
 */
void fonts_begin_document(Fonts *fonts, const char *language);

/* The run's id of a file that was opened; a document has ids of its own, see layout_font(). */
int fonts_face_id(Fonts *fonts, int file);
/* A file that was opened, by what Pango knows of it; of a variable one the nearest weight. */
int fonts_opened_file(Fonts *fonts, const char *path, unsigned index, int weight);
const struct font_face *fonts_faces(Fonts *fonts, size_t *ret_n);

/* --- patterns of hyphenation: layout_hyphenate.c --------------------------------------------- */

/* Language -> struct patterns *, of every language so far. */
GHashTable *fonts_patterns(Fonts *fonts);
/* A file of the catalogue's folder of patterns; NULL: it is not there. */
GBytes *fonts_read_patterns(Fonts *fonts, const char *name);
/* The document at hand uses the patterns of its language. */
void fonts_note_patterns(Fonts *fonts);

/* --- Pango: layout_fonts_pango.c ------------------------------------------------------------ */

struct _FcConfig;
struct _PangoFontMap;
struct _PangoContext;

struct fonts_pango {
    const struct pango_setter *setter; /* NULL: not loaded so far */
    struct _FcConfig *config;
    struct _PangoFontMap *map;
    struct _PangoContext *context;
    GHashTable *added; /* file + 1 */
    GHashTable *ids;   /* PangoFont * -> id + 1 */
};

struct fonts_pango *fonts_pango(Fonts *fonts);

/* --- kept words: layout_words.c ------------------------------------------------------------- */

struct word_generation {
    Arena *arena;     /* of the words */
    GHashTable *kept; /* struct word_key * -> struct kept_word * */
};

struct fonts_words {
    GPtrArray *styles;                   /* struct word_style * */
    struct word_generation newer, older; /* older: empty at first */
    hb_buffer_t *buffer;
};

void fonts_words_init(struct fonts_words *words);
void fonts_words_clear(struct fonts_words *words);
struct fonts_words *fonts_words(Fonts *fonts);
