/*
 * theme.h - how a document looks: measures, type scale, colours. Filled by load/ from
 *           themes/NAME.yaml, then changed by the workspace's brand.
 *
 * Units: points; tracking is added after each glyph.
 */
#pragma once

#include "geom.h"

#include <stdbool.h>
#include <stddef.h>

enum text_role {
    ROLE_DISPLAY,    /* cover, big numbers */
    ROLE_TITLE,      /* h1: a page's title, KPI values */
    ROLE_HEADING,    /* h2 */
    ROLE_SUBHEADING, /* h3 to h6, chart titles */
    ROLE_LEAD,       /* the cover's line above its title */
    ROLE_BODY,
    ROLE_SMALL, /* tables, captions, cards, axes, header, footer */
    ROLE_CODE,
    ROLE_QUOTE,  /* a quotation that has a slide to itself */
    ROLE_NUMBER, /* a number that is the picture */
    N_ROLES
};

enum theme_colour {
    COLOUR_GROUND,
    COLOUR_INK,
    COLOUR_MUTED,
    COLOUR_BRAND,      /* actual, callout edge; as a ground: the cover's band */
    COLOUR_ON_BRAND,   /* text on a ground of brand */
    COLOUR_BRAND_SOFT, /* bars on a ground of brand */
    COLOUR_LINK,
    COLOUR_PREVIOUS, /* the year before, context */
    COLOUR_ACCENT,   /* graphics only */
    COLOUR_GOOD,
    COLOUR_BAD,
    COLOUR_WATCH,
    COLOUR_CARD, /* ground of cards, callouts, code */
    COLOUR_RULE,
    COLOUR_GRID,
    COLOUR_HEADING, /* from here on: as another one, where the theme does not say (theme_follow) */
    COLOUR_INFO,    /* edges of notes */
    COLOUR_COVER,   /* ground of covers and of bands that open a page */
    COLOUR_SECTION, /* ground of slides that open a section */
    N_COLOURS
};

struct text_style {
    const char *family; /* a family of fonts.yaml */
    double size_pt, leading_pt, tracking_pt;
    int weight; /* 100 to 900 */
    bool is_italic;
    const char *features; /* OpenType, such as "tnum, lnum"; NULL: the font's defaults */
    enum theme_colour colour;
};

struct theme_page {
    double width_pt, height_pt;
    double left_pt, right_pt;  /* margins; of pages that face each other, on a right-hand page */
    double inner_pt, outer_pt; /* theirs, as the theme says them; both 0: all pages are alike */
    double top_pt, bottom_pt;  /* body from the top edge; body's end above the foot */
    double header_pt;          /* baseline area's top of the running header */
    double footer_rule_pt;     /* above the foot */
    double footer_pt;          /* text, below the rule */
    double rule_width_pt;      /* of the footer's rule; 0: none is drawn */
};

struct theme_space {
    double step_pt; /* vertical grid */
    double paragraph_pt, item_pt;
    double title_below_pt;
    double heading_above_pt, heading_below_pt;
    double subheading_above_pt, subheading_below_pt;
    double table_above_pt, table_below_pt, cell_pt /* above and below a cell's text */;
    double callout_above_pt, callout_below_pt, callout_pad_pt;
    double figure_above_pt, figure_below_pt;
    double list_indent_pt;
    double gutter_pt;      /* between columns side by side */
    double column_rule_pt; /* above each of them; 0: none */
    double note_above_pt;  /* from the text to the footnotes; their rule stands between */
};

/* How running text is set; a document's front matter may say otherwise. */
struct theme_text {
    bool keeps_marks; /* quotes, dashes and dots as they are typed */
    bool is_justified, is_hyphenated;
};

/* Levels whose headings have numbers, 1 to 6; from 0: none. */
struct theme_headings {
    int numbered_from, numbered_to;
};

enum theme_leader { LEADER_DOTS, LEADER_RULE, LEADER_NONE };

struct theme_contents {
    int levels; /* from the highest one that there is */
    enum theme_leader leader;
};

/* Kinds of pages: what a special one does not say of its head and foot, the others say. */
enum page_master {
    PAGES_ALL,
    PAGES_FIRST,   /* of the document */
    PAGES_SECTION, /* begins with a heading of level 1; not the first page */
    PAGES_LEFT,    /* of even number */
    PAGES_RIGHT,
    N_PAGE_MASTERS
};

/* Parts of a page's running lines. */
enum furniture {
    HEADER_LEFT,
    HEADER_CENTER,
    HEADER_RIGHT,
    FOOTER_LEFT,
    FOOTER_CENTER,
    FOOTER_RIGHT,
    N_FURNITURE
};

/* How things stand out from the page; the first of each is what quiet does. */
enum card_form {
    CARDS_FILLED, /* each has a ground */
    CARDS_RULED,  /* each has a rule of the accent's colour above it */
    CARDS_ROW     /* the row stands between two rules */
};
enum callout_form {
    CALLOUTS_FILLED, /* a ground and an edge */
    CALLOUTS_RULED   /* a rule above, and a title in italics */
};
enum cover_form {
    COVERS_BAND, /* the lower half is of the brand's colour */
    COVERS_FULL, /* all of it is of the covers' colour */
    COVERS_PLAIN /* paper */
};
enum opening_form {
    OPENINGS_PLAIN,
    OPENINGS_BAND /* the title and what leads the page stand in a band of the covers' colour */
};

enum section_form {
    SECTIONS_PLAIN,
    SECTIONS_RULED /* a hairline above headings (not titles) and charts; decks have none */
};

struct theme_forms {
    enum card_form cards;
    enum callout_form callouts;
    enum cover_form cover;
    enum opening_form opening;
    enum section_form sections;
};

/* A picture that stands for somebody. */
struct theme_logo {
    const char *path; /* absolute; NULL: none */
    const char *alt;  /* alternative text; NULL: none was given */
};

struct theme {
    const char *name;
    const char *description; /* one line; NULL: none */
    struct theme_forms forms;
    struct theme_page page;
    struct theme_space space;
    struct theme_text text;
    struct theme_headings headings;
    struct theme_contents contents;
    const char *furniture[N_PAGE_MASTERS][N_FURNITURE]; /* NULL: not said; "": nothing */
    bool has_roman_front; /* pages before the text proper are i, ii ... */
    double smallest_pt;   /* slides and one-page documents are set down to this size */
    double figure_scale;  /* figures are drawn as in a report and enlarged; 0: as large */
    double value_scale;   /* of a card's value, to the title's size; 0: as large */
    struct text_style styles[N_ROLES];
    struct rgb colours[N_COLOURS];
    bool is_own[N_COLOURS]; /* named by the theme or brand; else it may follow another one */
    bool is_deck;
    double body_width_pt;        /* running text is set no wider; 0: the whole column */
    double stripes_from;         /* columns from which on a table has stripes; 0: no table has */
    struct theme_logo logo;      /* the company's, for light grounds */
    struct theme_logo dark_logo; /* for dark grounds */
};

/* Names as theme files write them: "display", "ink" ... */
const char *theme_role_name(enum text_role role);
const char *theme_pages_name(enum page_master master);
const char *theme_colour_name(enum theme_colour colour);

/* "cards", "callouts" ... by their order in struct theme_forms; NULL: no more. */
const char *theme_form_name(int form);
/* "filled", "ruled" ...: the values of its enum; NULL: no more. */
const char *theme_form_word(int form, int word);

/* Colours that the theme does not name take those that they follow. */
void theme_follow(struct theme *theme);

/*
 * From here on the theme's colours are for text and graphics on @ground, which becomes its ground:
 * what was ink is the lighter or darker of the two that it has, the rest keeps its contrast
 * (WCAG 2.2 SC 1.4.3: text 4.5:1; SC 1.4.11: graphics 3:1).
 */
void theme_set_ground(struct theme *theme, struct rgb ground);

/* Light on dark. */
bool theme_is_dark(const struct theme *theme);

/* The logo that can be seen on the theme's ground; NULL: none. */
const struct theme_logo *theme_ground_logo(const struct theme *theme);

/* The installed font files: filled by load/ from fonts/fonts.yaml. */
struct font_file {
    const char *family;
    int weight;
    bool is_italic;
    const char *path;    /* absolute */
    unsigned index;      /* face in a collection */
    bool is_variable;    /* its axis "wght" is set to the weight */
    bool is_optional;    /* of a package that pdfgen does without */
    const char *package; /* Debian's; NULL: the user's own */
};

/* A family to try for characters that the style's family lacks. */
struct font_fallback {
    const char *family;
    const char *language; /* documents in it try this family first; NULL: none */
};

struct font_catalogue {
    const struct font_file *files; /* named families */
    size_t n_files;
    const struct font_fallback *fallback; /* in the order they are tried */
    size_t n_fallback;
    const char *emoji;    /* a family whose glyphs are pictures; NULL: none */
    const char *patterns; /* the folder of hyphenation patterns; NULL: none */
};
