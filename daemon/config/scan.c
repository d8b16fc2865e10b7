// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A small lexer over the text, good enough to find its way past comments and
 * strings, and the two checks that need it: libconfig 1.5 cuts integers to 32 bits
 * unless they end in L (4294967347 is read as 51), and joins strings that stand
 * side by side, which turns two addresses with a forgotten comma into none.
 */
#include "scan.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"

char *conf_read_text(const char *file, size_t *length)
{
	FILE *stream = fopen(file, "re");
	char *text = NULL;
	size_t size = 0;

	if (!stream)
		return NULL;
	/* configurations hold no NUL: up to the first is all of it */
	if (getdelim(&text, &size, '\0', stream) < 0) {
		free(text);
		text = conf_strdup("");
	}
	fclose(stream);
	*length = strlen(text);
	return text;
}

void conf_lexer_init(struct conf_lexer *lexer, const char *text, size_t length)
{
	lexer->text = text;
	lexer->end = text + length;
	lexer->at = text;
	lexer->line = 1;
}

static bool looking_at(const struct conf_lexer *lexer, const char *what)
{
	size_t length = strlen(what);

	return (size_t)(lexer->end - lexer->at) >= length && !memcmp(lexer->at, what, length);
}

static void advance(struct conf_lexer *lexer)
{
	if (*lexer->at == '\n')
		lexer->line++;
	lexer->at++;
}

static void skip_blanks_and_comments(struct conf_lexer *lexer)
{
	while (lexer->at < lexer->end) {
		if (isspace((unsigned char)*lexer->at)) {
			advance(lexer);
		} else if (*lexer->at == '#' || looking_at(lexer, "//")) {
			while (lexer->at < lexer->end && *lexer->at != '\n')
				advance(lexer);
		} else if (looking_at(lexer, "/*")) {
			while (lexer->at < lexer->end && !looking_at(lexer, "*/"))
				advance(lexer);
			for (int i = 0; i < 2 && lexer->at < lexer->end; i++)
				advance(lexer);
		} else {
			return;
		}
	}
}

static enum conf_token_type read_string(struct conf_lexer *lexer)
{
	advance(lexer);
	while (lexer->at < lexer->end && *lexer->at != '"') {
		if (*lexer->at == '\\' && lexer->at + 1 < lexer->end)
			advance(lexer);
		advance(lexer);
	}
	if (lexer->at == lexer->end)
		return CONF_TOKEN_OPEN_STRING;
	advance(lexer);
	return CONF_TOKEN_STRING;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_-.*+/@%", c));
}

static bool is_foreign(char c)
{
	return (unsigned char)c >= 0x80;
}

struct conf_token conf_lexer_next(struct conf_lexer *lexer)
{
	struct conf_token token;

	skip_blanks_and_comments(lexer);
	token.text = lexer->at;
	token.line = lexer->line;
	if (lexer->at == lexer->end) {
		token.type = CONF_TOKEN_END;
	} else if (*lexer->at == '"') {
		token.type = read_string(lexer);
	} else if (is_word(*lexer->at)) {
		token.type = CONF_TOKEN_WORD;
		while (lexer->at < lexer->end && is_word(*lexer->at))
			advance(lexer);
	} else if (is_foreign(*lexer->at)) {
		token.type = CONF_TOKEN_FOREIGN;
		while (lexer->at < lexer->end && is_foreign(*lexer->at))
			advance(lexer);
	} else {
		token.type = CONF_TOKEN_PUNCTUATION;
		advance(lexer);
	}
	token.length = lexer->at - token.text;
	return token;
}

/* libconfig reads more than 32 bits only from a literal that ends in L. */
static bool is_cut_integer(const struct conf_token *token)
{
	char *text = conf_strndup(token->text, token->length);
	bool cut = false;
	char *end;

	if (isdigit((unsigned char)text[0]) || text[0] == '-' || text[0] == '+') {
		bool hex = strchr(text, 'x') || strchr(text, 'X');
		long long value;

		errno = 0;
		value = strtoll(text, &end, hex ? 16 : 10);
		if (end > text && *end == '\0')
			cut = errno || value > INT32_MAX || value < INT32_MIN;
		else if (end > text && toupper((unsigned char)*end) == 'L')
			cut = errno;
	}
	free(text);
	return cut;
}

void conf_scan(const char *file, struct kvrrp_diag *diag)
{
	struct kvrrp_where where = { .file = file };
	enum conf_token_type before = CONF_TOKEN_END;
	struct conf_lexer lexer;
	struct conf_token token;
	size_t length;
	char *text;

	text = conf_read_text(file, &length);
	if (!text)
		return;
	conf_lexer_init(&lexer, text, length);
	for (token = conf_lexer_next(&lexer); token.type != CONF_TOKEN_END;
	     token = conf_lexer_next(&lexer)) {
		where.line = token.line;
		if (token.type == CONF_TOKEN_WORD && is_cut_integer(&token))
			kvrrp_diag_error(diag, where, "%.*s is too large a number",
					 (int)token.length, token.text);
		if (token.type == CONF_TOKEN_STRING && before == CONF_TOKEN_STRING)
			kvrrp_diag_warning(diag, where, "two strings side by side are read as "
					   "one: missing comma?");
		before = token.type;
	}
	free(text);
}
