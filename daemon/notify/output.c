// SPDX-License-Identifier: GPL-2.0-or-later
#include "output.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "../log.h"

#define LINE_MAX_BYTES	512
/* of one program: what is beyond is read, so that it does not block, and dropped */
#define LINES_MAX	200

struct output {
	char *label;
	char line[LINE_MAX_BYTES + 1];
	size_t length;
	unsigned int lines;
};

static void output_free(void *data)
{
	struct output *output = data;

	free(output->label);
	free(output);
}

static void end_line(struct output *output)
{
	output->line[output->length] = '\0';
	if (output->length && output->lines < LINES_MAX)
		log_info("%s: %s", output->label, output->line);
	else if (output->length && output->lines == LINES_MAX)
		log_warning("%s: more output is not logged", output->label);
	output->lines += output->length > 0;
	output->length = 0;
}

static void take(struct output *output, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (bytes[i] == '\n' || output->length == LINE_MAX_BYTES)
			end_line(output);
		if (bytes[i] != '\n')
			output->line[output->length++] =
				iscntrl((unsigned char)bytes[i]) ? ' ' : bytes[i];
	}
}

static int on_output(sd_event_source *source, int fd, uint32_t events, void *data)
{
	struct output *output = data;
	char bytes[4096];
	ssize_t count = read(fd, bytes, sizeof(bytes));

	(void)events;
	if (count > 0) {
		take(output, bytes, count);
		return 0;
	}
	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	end_line(output);
	sd_event_source_disable_unref(source);
	return 0;
}

void kvrrp_output_follow(sd_event *event, int fd, const char *label)
{
	struct output *output = calloc(1, sizeof(*output));
	sd_event_source *source;

	if (output)
		output->label = strdup(label);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (!output || !output->label ||
	    sd_event_add_io(event, &source, fd, EPOLLIN, on_output, output) < 0) {
		log_warning("%s: its output cannot be logged", label);
		if (output)
			output_free(output);
		close(fd);
		return;
	}
	sd_event_source_set_destroy_callback(source, output_free);
	sd_event_source_set_io_fd_own(source, true);
	/* ends with the source, which ends with the loop */
	sd_event_source_set_floating(source, true);
	sd_event_source_unref(source);
}
