/*
 * slideshow.h - how a reader shows a document's pages one after the other.
 */
#pragma once

#include <stdbool.h>

/* How a slide takes the place of the one before. */
enum transition {
    TRANSITION_NONE,
    TRANSITION_FADE,
    TRANSITION_DISSOLVE,
    TRANSITION_PUSH,
    TRANSITION_COVER,
    TRANSITION_WIPE,
    N_TRANSITIONS
};

struct slideshow {
    enum transition transition;
    bool is_full_screen; /* the document opens so */
};
