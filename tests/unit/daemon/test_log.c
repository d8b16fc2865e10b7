// SPDX-License-Identifier: GPL-2.0-or-later
/* A reader of the log that does not read must not hold up the daemon. */
#include "daemon.h"

#include <fcntl.h>
#include <sys/socket.h>

#include "log.h"

static int saved;

static void use_as_stderr(int fd)
{
	saved = dup(STDERR_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
	kvrrp_log_init(false);
}

static void restore_stderr(void)
{
	dup2(saved, STDERR_FILENO);
	close(saved);
}

static void fill_then_read(int reader, char *last, size_t size)
{
	static char text[1 << 20];
	size_t length = 0;
	ssize_t count;

	for (int i = 0; i < 20000; i++)
		log_notice("inst=VI_1 a line of some length so that any buffer is full at the end");
	fcntl(reader, F_SETFL, O_NONBLOCK);
	while ((count = read(reader, text, sizeof(text))) > 0)
		;
	log_notice("after");
	while ((count = read(reader, text + length, sizeof(text) - length)) > 0)
		length += count;
	text[length] = '\0';
	restore_stderr();
	snprintf(last, size, "%s", text);
}

static void expect_loss(const char *text)
{
	unsigned long lost;
	char rest[64];

	assert_int_equal(sscanf(text, "kvrrpd: warning: %lu log lines were lost\nkvrrpd: %63s", &lost,
				rest), 2);
	assert_true(lost > 0 && lost < 20000);
	assert_string_equal(rest, "after");
}

static void a_full_pipe_loses_lines(void **state)
{
	char last[256];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	use_as_stderr(ends[1]);
	fill_then_read(ends[0], last, sizeof(last));
	close(ends[0]);
	expect_loss(last);
}

/* as the journal's */
static void a_full_socket_loses_lines(void **state)
{
	char last[256];
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	use_as_stderr(ends[1]);
	fill_then_read(ends[0], last, sizeof(last));
	close(ends[0]);
	expect_loss(last);
}

static void the_journal_gets_levels(void **state)
{
	char stream[64], text[256] = "";
	struct stat st;
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	fstat(ends[1], &st);
	snprintf(stream, sizeof(stream), "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	use_as_stderr(ends[1]);
	log_err("one");
	log_info("two");
	log_debug("not verbose");
	restore_stderr();
	unsetenv("JOURNAL_STREAM");
	assert_true(read(ends[0], text, sizeof(text) - 1) > 0);
	close(ends[0]);
	assert_string_equal(text, "<3>one\n<6>two\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_pipe_loses_lines),
		cmocka_unit_test(a_full_socket_loses_lines),
		cmocka_unit_test(the_journal_gets_levels),
	};

	/* a write that waits fails the test by time */
	alarm(20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
