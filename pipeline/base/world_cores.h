/*
 * world_cores.h - how many processes can work at the same time.
 */
#pragma once

/* Those that this process may use: by affinity, and by the quotas of its control groups. */
unsigned world_cores(void);

/*
 * The quota of control groups in whole cores, rounded up; 0: there is none. Those of a container
 * may stand at @mount itself, whatever the group is called outside.
 *
 * @mount   where they are mounted: /sys/fs/cgroup
 * @groups  the text of /proc/self/cgroup
 * Source:  cgroups(7); cpu.max of version 2, cpu.cfs_quota_us and cpu.cfs_period_us of version 1.
 */
unsigned world_cores_by_quota(const char *mount, const char *groups);
