/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What libconfig accepts but does not mean: seen only in the text of the file,
 * because its tree no longer shows it.
 */
#ifndef KVRRP_CONFIG_SCAN_H
#define KVRRP_CONFIG_SCAN_H

#include <stddef.h>

#include "diag.h"

/* The whole file as a string, or NULL. The caller frees it. */
char *conf_read_text(const char *file, size_t *length);

/* Where the next token is, skipping blanks and comments; see scan.c. */
struct conf_lexer {
	const char *text;
	const char *end;
	const char *at;
	unsigned int line;
};

enum conf_token_type {
	CONF_TOKEN_END,
	CONF_TOKEN_STRING,		/* with its quotes */
	CONF_TOKEN_OPEN_STRING,		/* a string that never ends */
	CONF_TOKEN_WORD,		/* letters, digits and what may stand in them */
	CONF_TOKEN_PUNCTUATION,		/* one byte */
	CONF_TOKEN_FOREIGN,		/* bytes beyond ASCII */
};

struct conf_token {
	enum conf_token_type type;
	const char *text;
	size_t length;
	unsigned int line;
};

void conf_lexer_init(struct conf_lexer *lexer, const char *text, size_t length);
struct conf_token conf_lexer_next(struct conf_lexer *lexer);

/* Reports integers that libconfig cut to 32 bits and strings that it joined. */
void conf_scan(const char *file, struct kvrrp_diag *diag);

#endif
