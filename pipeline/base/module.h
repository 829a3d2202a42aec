/*
 * module.h - shared objects of our own that are loaded when they are first needed.
 *
 * What few runs need is not linked: each library costs every start its loading and relocation.
 * The program exports its symbols, so a module calls back into the rooms it belongs to.
 */
#pragma once

/* A symbol of pdfgen_NAME.so; NULL: *ret_reason says why, g_free() it. The module stays loaded. */
void *module_symbol(const char *name, const char *symbol, char **ret_reason);
