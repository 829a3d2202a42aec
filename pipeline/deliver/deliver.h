/*
 * deliver.h - bytes to files and standard output (room 8).
 *
 * A file appears whole or not at all: a temporary file in the same folder, flushed, then renamed.
 * A file that is there keeps its mode, a symbolic link stays one; devices and pipes are written to.
 */
#pragma once

#include "diag.h"

/* Makes missing folders. Errors: output-exists, output-failed. @path absolute; @shown as typed. */
bool deliver_file(const char *path, const char *shown, GBytes *bytes, struct diags *diags);

/* The same by way of @folder, where somebody looks for what was left half written. NULL, or of
 * another file system: beside @path. */
bool deliver_file_through(const char *folder, const char *path, const char *shown, GBytes *bytes,
                          struct diags *diags);

/* Writes everything to a descriptor (standard output). Error: output-failed. */
bool deliver_descriptor(int descriptor, const char *shown, GBytes *bytes, struct diags *diags);

/* Remove the temporary file of a write that is under way. For a signal handler that then exits. */
void deliver_abandon(void);
