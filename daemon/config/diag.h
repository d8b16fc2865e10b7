/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with a configuration: collected, so that one run tells everything,
 * then printed in the order of the file as "file:line: message".
 */
#ifndef KVRRP_CONFIG_DIAG_H
#define KVRRP_CONFIG_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A place in a configuration file; line 0: the file as a whole. */
struct kvrrp_where {
	const char *file;
	unsigned int line;
};

enum kvrrp_severity {
	KVRRP_DIAG_ERROR,
	KVRRP_DIAG_WARNING,
};

struct kvrrp_diag_entry {
	enum kvrrp_severity severity;
	char *file;
	unsigned int line;
	char *text;			/* may go on for lines, to show the source */
};

/* Zero it to begin. */
struct kvrrp_diag {
	struct kvrrp_diag_entry *entries;
	size_t count;
	size_t errors;
	size_t warnings;
};

/* The same words about the same line are kept once. */
void kvrrp_diag_add(struct kvrrp_diag *diag, enum kvrrp_severity severity,
		    struct kvrrp_where where, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#define kvrrp_diag_error(diag, where, ...)                                                         \
	kvrrp_diag_add(diag, KVRRP_DIAG_ERROR, where, __VA_ARGS__)
#define kvrrp_diag_warning(diag, where, ...)                                                       \
	kvrrp_diag_add(diag, KVRRP_DIAG_WARNING, where, __VA_ARGS__)

/* Sorts by file and line; entries of one line keep their order. */
void kvrrp_diag_sort(struct kvrrp_diag *diag);
/* Sorts, then one line an entry and the lines of source some carry. */
void kvrrp_diag_print(struct kvrrp_diag *diag, FILE *out);
void kvrrp_diag_clear(struct kvrrp_diag *diag);

#endif
