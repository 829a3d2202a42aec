/*
 * world_record_priv.h - what world.c tells of each read, so that a batch knows its inputs.
 *
 * Every function accepts a NULL record, which is a run without a batch, and does nothing.
 */
#pragma once

#include "world.h"

struct record;

struct record *record_new(Arena *arena);
void record_free(struct record *record);

/* A file was read, or is read again from memory; a file was not there; a folder was listed. */
void record_read(struct record *record, const char *path, struct str bytes);
void record_use(struct record *record, const char *path);
void record_absent(struct record *record, const char *path);
void record_list(struct record *record, const char *path, char *const *names, size_t n);
char *record_names_digest(char *const *names, size_t n); /* g_free() it */

/* Whether what is read now goes with the job at hand, and where it is kept then. */
bool record_is_of_job(const struct record *record);
void record_job_store(struct record *record, Arena **ret_arena, GHashTable **ret_sources,
                      GHashTable **ret_bytes);
/* A text that is read in passing is not found again; the one before it goes now. */
bool record_is_passing(const struct record *record);
Arena *record_text_arena(struct record *record);

void record_begin_job(struct record *record);
size_t record_job_inputs(struct record *record, const struct world_input **ret);
void record_end_job(struct record *record);
enum world_reading record_set_reading(struct record *record, enum world_reading reading);

/* Kept for the run; NULL: not taken yet. */
const char *record_digest_now(const struct record *record, const char *path);
const char *record_keep_digest_now(struct record *record, const char *path, const char *digest);
