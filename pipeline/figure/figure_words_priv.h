/*
 * figure_words_priv.h - what figures say of their own accord, in the document's language.
 *
 * Languages: those of figure_words.c; English where the document's is none of them.
 */
#pragma once

#include "locale.h"

enum figure_word {
    /* drawn */
    WORD_MISSING,
    WORD_ACTUAL,
    WORD_PREVIOUS,
    WORD_PLAN,
    WORD_FORECAST,
    WORD_SOURCE,       /* {1} */
    WORD_SOURCE_AS_OF, /* {1} at the date {2} */
    WORD_AS_OF,        /* {1} */
    WORD_HIGHEST,      /* {1} */
    WORD_LOWEST,       /* {1} */
    WORD_LAST,
    WORD_MEAN, /* of the last {1} */
    WORD_TOTAL,
    WORD_OTHERS, /* {1} of them */
    WORD_CHANGE,
    WORD_DIFFERENCE,
    WORD_DIFFERENCE_TO, /* above the reference's name */
    WORD_AND_SHARE,     /* that name {1}, and that the differences are in per cent too */
    WORD_PART_OF,       /* {1} of {2} */
    WORD_GO_ON,         /* the share {1} does */
    WORD_OUTLINED,      /* {1} is solid, {2} is outlined */
    WORD_BEHIND,        /* {1} is in front of {2} */
    WORD_RANGE,         /* {1} to {2} */
    WORD_DONE,
    WORD_PLANNED,
    WORD_CONDITIONAL,
    /* heads of a table of data */
    WORD_NAME,
    WORD_DATE,
    WORD_START,
    WORD_END,
    WORD_GROUP,
    WORD_OWNER,
    WORD_STATE,
    WORD_EVENT,
    WORD_DETAILS,
    /* kinds */
    WORD_COLUMN_CHART,
    WORD_GROUPED_COLUMN_CHART,
    WORD_STACKED_COLUMN_CHART,
    WORD_BAR_CHART,
    WORD_GROUPED_BAR_CHART,
    WORD_STACKED_BAR_CHART,
    WORD_LINE_CHART,
    WORD_AREA_CHART,
    WORD_STACKED_AREA_CHART,
    WORD_SPARKLINE,
    WORD_BULLET_CHART,
    WORD_WATERFALL_CHART,
    WORD_FUNNEL,
    WORD_VARIANCE_CHART,
    WORD_SLOPE_CHART,
    WORD_SCATTER_CHART,
    WORD_HEAT_MAP,
    WORD_SHARE_BAR,
    WORD_TIMELINE,
    WORD_ROAD_MAP,
    WORD_FLOWCHART,
    WORD_SEQUENCE_DIAGRAM,
    /* sentences of an alternative text */
    WORD_TELL_COUNT, /* {1} values: */
    WORD_TELL_FIRST, /* {1} in the group {2}; so the next three */
    WORD_TELL_LAST,
    WORD_TELL_HIGHEST,
    WORD_TELL_LOWEST,
    WORD_TELL_DIFFERENCE, /* of {1} to {2}: {3} */
    WORD_TELL_POINTS,     /* {1} points */
    WORD_TELL_EVENTS,     /* {1} events: */
    WORD_TELL_STEPS,      /* how many there are, {1} */
    WORD_TELL_LEADS,      /* {1} to {2}; so the next two */
    WORD_TELL_BOTH_WAYS,
    WORD_TELL_JOINED,
    WORD_TELL_MORE_EDGES, /* {1} that are not told */
    WORD_TELL_MESSAGE,    /* of {1} to {2} */
    N_FIGURE_WORDS
};

enum { FIGURE_LANGUAGES = 11 };

/* "de" ...; NULL behind the last. */
const char *figure_language(size_t i);
/* The words of the locale's language. */
const char *figure_word(const Locale *locale, enum figure_word word);
/* The same with {1}, {2} and {3} replaced; what a pattern does not name is not used. */
struct str figure_phrase(Arena *arena, const Locale *locale, enum figure_word word, struct str a,
                         struct str b, struct str c);
/* A word as it is inside of a sentence: nouns stay as they are in German. */
struct str figure_word_inside(Arena *arena, Locale *locale, enum figure_word word);
/* A piece of an alternative text: a blank or a mark, and words. */
void figure_tell(GString *out, const char *before, struct str text);
