#include "world_cores.h"

#include "str.h"

#include <sched.h>
#include <string.h>

static bool read_number(struct str text, guint64 *ret) {
    g_autofree char *copy = g_strndup(text.p, text.n);
    return g_ascii_string_to_unsigned(g_strstrip(copy), 10, 1, G_MAXUINT32, ret, NULL);
}

static char *read_file(const char *folder, const char *name) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

/* Time of processors in a period; "max" and -1 are no numbers: there is no quota. */
static unsigned cores_of(struct str quota, struct str period) {
    guint64 quota_us, period_us;
    return read_number(quota, &quota_us) && read_number(period, &period_us)
               ? (unsigned)((quota_us + period_us - 1) / period_us)
               : 0;
}

static unsigned quota_of_group(const char *folder) {
    g_autofree char *both = read_file(folder, "cpu.max");
    g_autofree char *quota = read_file(folder, "cpu.cfs_quota_us");
    g_autofree char *period = read_file(folder, "cpu.cfs_period_us");
    struct str first, second;
    if (both && str_cut(str_from(both), ' ', &first, &second)) {
        return cores_of(first, second);
    }
    return quota && period ? cores_of(str_from(quota), str_from(period)) : 0;
}

static unsigned lesser(unsigned a, unsigned b) {
    return a == 0 || (b > 0 && b < a) ? b : a;
}

/* A group has what the groups above it leave. */
static unsigned quota_above(const char *mount, const char *group) {
    g_autofree char *folder = g_build_filename(mount, group, NULL);
    unsigned least = quota_of_group(folder);
    while (strlen(folder) > strlen(mount)) {
        *strrchr(folder, '/') = '\0';
        least = lesser(least, quota_of_group(folder));
    }
    return least;
}

/* "0::/a/b", or of version 1 "4:cpu,cpuacct:/a/b". */
static unsigned quota_of_line(const char *mount, const char *line) {
    g_auto(GStrv) parts = g_strsplit(line, ":", 3);
    if (g_strv_length(parts) < 3) {
        return 0;
    }
    g_auto(GStrv) controllers = g_strsplit(parts[1], ",", -1);
    bool is_of_cpu = g_strv_contains((const char *const *)controllers, "cpu");
    if (!*parts[1]) {
        return quota_above(mount, parts[2]);
    }
    g_autofree char *hierarchy = g_build_filename(mount, parts[1], NULL);
    return is_of_cpu ? quota_above(hierarchy, parts[2]) : 0;
}

unsigned world_cores_by_quota(const char *mount, const char *groups) {
    g_auto(GStrv) lines = g_strsplit(groups, "\n", -1);
    unsigned least = 0;
    for (size_t i = 0; lines[i]; i++) {
        least = lesser(least, quota_of_line(mount, lines[i]));
    }
    return least;
}

static unsigned count_by_affinity(void) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? (unsigned)CPU_COUNT(&cores) : 1;
}

unsigned world_cores(void) {
    g_autofree char *groups = read_file("/proc/self", "cgroup");
    return lesser(count_by_affinity(), groups ? world_cores_by_quota("/sys/fs/cgroup", groups) : 0);
}
