/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the daemon's unit tests share: cmocka, and files that are gone afterwards. */
#ifndef KVRRP_TESTS_DAEMON_H
#define KVRRP_TESTS_DAEMON_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline int enter_folder(void **state)
{
	static char template[] = "/tmp/kvrrp-test-XXXXXX";

	(void)state;
	return mkdtemp(template) && !chdir(template) ? 0 : -1;
}

static inline int leave_folder(void **state)
{
	char folder[64], command[128];

	(void)state;
	if (!getcwd(folder, sizeof(folder)) || strncmp(folder, "/tmp/kvrrp-test-", 16))
		return -1;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return chdir("/") || system(command);
}

static inline void write_file(const char *name, const char *text, unsigned int mode)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fputs(text, file) < 0, 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(name, mode), 0);
}

/* The file as a string, or a failed test; freed by the caller. */
static inline char *read_whole(const char *name)
{
	FILE *file = fopen(name, "r");
	char *text = NULL;
	size_t size = 0;

	if (!file)
		fail_msg("cannot open %s", name);
	if (getdelim(&text, &size, '\0', file) < 0)
		text[0] = '\0';
	fclose(file);
	return text;
}

#endif
