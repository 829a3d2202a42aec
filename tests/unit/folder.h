/*
 * folder.h - a folder of its own for each test.
 */
#pragma once

#include <glib.h>
#include <stdlib.h>

static char *folder; /* of the test at hand */

static int set_up(void **state) {
    (void)state;
    folder = g_dir_make_tmp("pdfgen-XXXXXX", NULL);
    return folder ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    g_autofree char *command = g_strdup_printf("rm -rf %s", folder);
    int result = system(command);
    g_free(folder);
    return result;
}
