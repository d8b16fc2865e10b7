// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER	"/run/kvrrp"

int kvrrp_lock_take(void)
{
	struct stat namespace;
	char path[64];
	int fd, err;

	if (stat("/proc/self/ns/net", &namespace) < 0)
		return -errno;
	if (mkdir(FOLDER, 0755) < 0 && errno != EEXIST)
		return -errno;
	snprintf(path, sizeof(path), FOLDER "/lock.%ju", (uintmax_t)namespace.st_ino);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		err = errno == EWOULDBLOCK ? -EEXIST : -errno;
		close(fd);
		return err;
	}
	/* kept open: the lock is as long as the file is */
	return 0;
}
