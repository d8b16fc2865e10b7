// SPDX-License-Identifier: GPL-2.0-or-later
#include "log.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe that polls writable takes this much at once, by POSIX. */
#define LINE_SIZE 2048

static struct {
	bool verbose;
	bool journal;
	bool socket;
	unsigned long lost;
} state;

void kvrrp_log_init(bool verbose)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uintmax_t device, inode;
	struct stat st;

	state.verbose = verbose;
	if (fstat(STDERR_FILENO, &st) < 0)
		return;
	state.socket = S_ISSOCK(st.st_mode);
	/* the variable is inherited also by those whose stderr has gone elsewhere */
	state.journal = stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 &&
			device == st.st_dev && inode == st.st_ino;
}

/*
 * O_NONBLOCK would belong to everybody who shares this file, a shell for instance,
 * so it is asked beforehand whether there is room.
 */
static bool write_line(const char *line, size_t length)
{
	struct pollfd room = { .fd = STDERR_FILENO, .events = POLLOUT };

	if (state.socket)
		return send(STDERR_FILENO, line, length, MSG_DONTWAIT | MSG_NOSIGNAL) > 0;
	if (poll(&room, 1, 0) != 1 || !(room.revents & POLLOUT))
		return false;
	return write(STDERR_FILENO, line, length) > 0;
}

static bool write_text(int level, const char *text)
{
	char line[LINE_SIZE];
	int length;

	if (state.journal)
		length = snprintf(line, sizeof(line), "<%d>%s\n", level, text);
	else
		length = snprintf(line, sizeof(line), "kvrrpd: %s%s\n",
				  level == LOG_ERR ? "error: " :
				  level == LOG_WARNING ? "warning: " : "", text);
	if (length >= (int)sizeof(line)) {
		length = sizeof(line) - 1;
		line[length - 1] = '\n';
	}
	return write_line(line, length);
}

void kvrrp_log(int level, const char *format, ...)
{
	int saved_errno = errno;
	char text[LINE_SIZE];
	va_list args;

	if (level == LOG_DEBUG && !state.verbose)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);

	if (state.lost) {
		char notice[64];

		snprintf(notice, sizeof(notice), "%lu log lines were lost", state.lost);
		if (write_text(LOG_WARNING, notice))
			state.lost = 0;
	}
	if (state.lost || !write_text(level, text))
		state.lost++;
	errno = saved_errno;
}
