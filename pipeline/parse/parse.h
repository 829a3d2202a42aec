/*
 * parse.h - Markdown through md4c, and our blocks -> the document tree (room 4).
 *
 * Source: CommonMark 0.31, GFM (tables, task lists, strikethrough, autolinks); callouts in three
 *         dialects; fenced containers (:::name); heading ids ({#id}).
 * HTML:   never run. What the tables of parse_html.c list is understood (docs/markdown.md); other
 *         tags are dropped with a warning and their text is kept: no word is lost.
 */
#pragma once

#include "doc.h"

enum { PARSE_DEPTH_MAX = 100 };

/*
 * @meta: the front matter, borrowed into the doc. A speaker's notes are a container "notes".
 *
 * Warnings: markdown-html, markdown-block, markdown-depth, footnote. Errors: tables of more empty
 * cells (markdown-block; then false) or of more columns (layout-limit) than the limit. Time and
 * memory grow linearly with the text.
 */
bool parse_markdown(Arena *arena, const struct text *text, const struct value *meta,
                    struct diags *diags, struct doc **ret);
