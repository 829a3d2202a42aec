#include "theme.h"

const char *theme_role_name(enum text_role role) {
    static const char *const names[N_ROLES] = {
        [ROLE_DISPLAY] = "display",       [ROLE_TITLE] = "title", [ROLE_HEADING] = "heading",
        [ROLE_SUBHEADING] = "subheading", [ROLE_LEAD] = "lead",   [ROLE_BODY] = "body",
        [ROLE_SMALL] = "small",           [ROLE_CODE] = "code",   [ROLE_QUOTE] = "quote",
        [ROLE_NUMBER] = "number",
    };
    return names[role];
}

const char *theme_pages_name(enum page_master master) {
    static const char *const names[N_PAGE_MASTERS] = {
        [PAGES_ALL] = "all",   [PAGES_FIRST] = "first", [PAGES_SECTION] = "section",
        [PAGES_LEFT] = "left", [PAGES_RIGHT] = "right",
    };
    return names[master];
}

const char *theme_colour_name(enum theme_colour colour) {
    static const char *const names[N_COLOURS] = {
        [COLOUR_GROUND] = "ground",     [COLOUR_INK] = "ink",
        [COLOUR_MUTED] = "muted",       [COLOUR_BRAND] = "brand",
        [COLOUR_ON_BRAND] = "on-brand", [COLOUR_BRAND_SOFT] = "brand-soft",
        [COLOUR_LINK] = "link",         [COLOUR_PREVIOUS] = "previous",
        [COLOUR_ACCENT] = "accent",     [COLOUR_GOOD] = "good",
        [COLOUR_BAD] = "bad",           [COLOUR_WATCH] = "watch",
        [COLOUR_CARD] = "card",         [COLOUR_RULE] = "rule",
        [COLOUR_GRID] = "grid",
    };
    return names[colour];
}
