#include "world_cores.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void quotas_of_control_groups(void **state) {
    (void)state;
    static const struct {
        const char *files[5]; /* path and text, in turns */
        const char *groups;
        unsigned wanted;
    } rows[] = {
        {{"cpu.max", "max 100000\n"}, "0::/\n", 0},
        {{"cpu.max", "200000 100000\n"}, "0::/\n", 2},
        {{"cpu.max", "150000 100000\n"}, "0::/\n", 2},
        {{"cpu.max", "20000 100000\n"}, "0::/\n", 1},
        {{"a/b/cpu.max", "300000 100000\n", "a/cpu.max", "200000 100000\n"}, "0::/a/b\n", 2},
        {{"a/b/cpu.max", "100000 100000\n", "a/cpu.max", "max 100000\n"}, "0::/a/b\n", 1},
        {{"a/c/cpu.max", "100000 100000\n"}, "0::/a/b\n", 0},
        /* A container sees its own group at the mount. */
        {{"cpu.max", "400000 100000\n"}, "0::/kubepods/pod1/c1\n", 4},
        {{"cpu,cpuacct/a/cpu.cfs_quota_us", "250000\n", "cpu,cpuacct/a/cpu.cfs_period_us",
          "100000\n"},
         "5:memory:/a\n4:cpu,cpuacct:/a\n0::/\n",
         3},
        {{"cpu/cpu.cfs_quota_us", "-1\n", "cpu/cpu.cfs_period_us", "100000\n"},
         "4:cpu:/docker/1\n",
         0},
        {{"cpu.max", "100000 0\n"}, "0::/\n", 0},
        {{"cpu.max", "100000\n"}, "no line of the file\n\n", 0},
        {{NULL}, "", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *mount = g_dir_make_tmp("cores-XXXXXX", NULL);
        for (size_t j = 0; rows[i].files[j]; j += 2) {
            g_autofree char *path = g_build_filename(mount, rows[i].files[j], NULL);
            g_autofree char *folder = g_path_get_dirname(path);
            g_mkdir_with_parents(folder, 0700);
            assert_true(g_file_set_contents(path, rows[i].files[j + 1], -1, NULL));
        }
        unsigned got = world_cores_by_quota(mount, rows[i].groups);
        g_autofree char *remove = g_strdup_printf("rm -r '%s'", mount);
        assert_int_equal(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL), TRUE);
        if (got != rows[i].wanted) {
            fail_msg("row %zu: %u, not %u", i, got, rows[i].wanted);
        }
    }
}

static void there_is_at_least_one(void **state) {
    (void)state;
    assert_true(world_cores() >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/world/cores/quotas of control groups", quotas_of_control_groups, NULL, NULL, NULL},
        {"/world/cores/there is at least one", there_is_at_least_one, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
