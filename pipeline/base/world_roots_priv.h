/*
 * world_roots_priv.h - the folders that may be read from, symbolic links resolved.
 *
 * Paths are absolute, without "." and "..". Where a folder leads is asked once a run.
 */
#pragma once

#include "arena.h"

#include <stdbool.h>

struct roots;

struct roots *roots_new(Arena *arena); /* borrowed; what is kept lives in it */
void roots_free(struct roots *roots);

/* Everything below @folder may be read. */
void roots_allow(struct roots *roots, const char *folder);

/* Whether a file or a folder is there and may be read. */
bool roots_hold(struct roots *roots, const char *path);

/* Whether @path is @folder or below it, as they are spelled. */
bool path_is_below(const char *path, const char *folder);
