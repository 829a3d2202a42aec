/*
 * golden_fonts.h - whether the installed fonts are those that expectations were written with.
 *
 * Widths are those of the font files whose sums fonts/SHA256SUMS states (Debian 12's); where a
 * release has others, places and line ends are not judged.
 */
#pragma once

#include "load.h"

/* One file of each package speaks for the package. @needed: the optional one that counts, or NULL.
 */
bool golden_has_stated_fonts(const struct font_catalogue *catalogue, const char *needed);

bool golden_has_package(const struct font_catalogue *catalogue, const char *package);
