/*
 * fill_record_priv.h - the hooks of filling, called where filling->recording is set: what a
 * template really uses.
 */
#pragma once

#include "fill_priv.h"

struct recording;

/* A partial that was not known before the template was filled. */
void recording_walk(struct filling *filling, const struct template *template);
/* @value NULL: missing; @may_be_absent: a default takes its place. */
void recording_lookup(struct filling *filling, const struct path *path, const struct value *value,
                      bool may_be_absent);
/* A partial is shown, or is not there. */
void recording_partial(struct filling *filling, const struct part *part, bool is_there);
/* Null where text was to be written. */
void recording_null(struct filling *filling, const struct path *path);
/* Literal text is shown. */
void recording_text(struct filling *filling, const struct part *part);

/* Instead of a report: the nearest name (or NULL) and where it was looked for. */
void scope_explain_missing(struct filling *filling, const struct path *path,
                           const char **ret_nearest, const char **ret_looked_in);
/* Whether the name is found in an item of a list, not further out. */
bool scope_is_of_item(const struct filling *filling, const struct path *path);

/* A partial, parsed once. */
const struct template *template_of(struct filling *filling, const struct source *source);
