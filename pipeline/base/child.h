/*
 * child.h - work that may crash or never end, in a process of its own.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What is done there; @pipe takes the bytes that are the result. False: it cannot be done. */
typedef bool child_work(void *data, int pipe);

/*
 * The bytes of the result; NULL: the work failed, crashed, or took more than @seconds of the
 * processor. The child has all memory of this process, and ends without running its exit handlers.
 */
GBytes *child_run(child_work *work, void *data, unsigned seconds);
/* All of it, whatever the pipe's size. */
bool child_write(int pipe, const void *bytes, size_t n);
