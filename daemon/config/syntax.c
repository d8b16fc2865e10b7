// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A syntax error comes with the line it was noticed at and nothing else. Most of
 * them are the same few: text copied from a web page brings no-break spaces and
 * curly quotes, hands that know keepalived leave out "=" and quotes. Those are
 * looked for around the line, and the line is shown.
 */
#include "syntax.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "scan.h"

#define NESTING_MAX 32

struct finding {
	char *hint;
	unsigned int line;
	const char *at;
};

static bool token_is(const struct conf_token *token, const char *text)
{
	return token->length == strlen(text) && !memcmp(token->text, text, token->length);
}

static bool token_is_word(const struct conf_token *token, const char *word)
{
	return token->length == strlen(word) && !strncasecmp(token->text, word, token->length);
}

static bool starts_with(const struct conf_token *token, const char *bytes)
{
	return token->length >= strlen(bytes) && !memcmp(token->text, bytes, strlen(bytes));
}

static char *explain_foreign(const struct conf_token *token)
{
	static const struct {
		const char *bytes;
		const char *hint;
	} known[] = {
		{ "\xc2\xa0", "a no-break space (U+00A0), as copied from a web page: "
			      "write a plain space" },
		{ "\xe3\x80\x80", "a wide space (U+3000): write a plain space" },
		{ "\xef\xbb\xbf", "a byte order mark (U+FEFF): save the file as UTF-8 without it" },
		{ "\xe2\x80\x9c", "a curly quote: write \"" },
		{ "\xe2\x80\x9d", "a curly quote: write \"" },
		{ "\xe2\x80\x98", "a curly quote: write \"" },
		{ "\xe2\x80\x99", "a curly quote: write \"" },
		{ "\xe2\x80\x93", "a dash (U+2013): write a plain -" },
		{ "\xef\xbc", "a full-width character: write the plain ASCII one" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (starts_with(token, known[i].bytes))
			return conf_strdup(known[i].hint);
	}
	return conf_strdup("outside of quotes and comments only ASCII is understood");
}

static bool is_number(const struct conf_token *token)
{
	char *text = conf_strndup(token->text, token->length);
	char *end;
	bool number;

	strtod(text, &end);
	number = end > text && (*end == '\0' || !strcasecmp(end, "L") || !strcasecmp(end, "LL"));
	free(text);
	return number;
}

static char *explain_value(const struct conf_token *token)
{
	static const char *const truth[] = { "yes", "no", "on", "off" };
	int length = token->length;

	if (token_is_word(token, "true") || token_is_word(token, "false") || is_number(token))
		return NULL;
	for (size_t i = 0; i < sizeof(truth) / sizeof(truth[0]); i++) {
		if (token_is_word(token, truth[i]))
			return conf_format("write true or false instead of %.*s", length,
					   token->text);
	}
	if (isdigit((unsigned char)token->text[0]) &&
	    isalpha((unsigned char)token->text[token->length - 1]))
		return conf_format("a value with a unit needs quotes: \"%.*s\"", length,
				   token->text);
	return conf_format("a text needs quotes: \"%.*s\"", length, token->text);
}

static bool is_setting_name(const struct conf_token *token)
{
	if (!isalpha((unsigned char)token->text[0]) && token->text[0] != '*')
		return false;
	for (size_t i = 0; i < token->length; i++) {
		char c = token->text[i];

		if (!isalnum((unsigned char)c) && !strchr("-_*", c))
			return false;
	}
	return true;
}

static bool assigns(const struct conf_token *token)
{
	return token_is(token, "=") || token_is(token, ":");
}

/* "interface eth0" and "global_defs {", as keepalived has them */
static char *explain_missing_assignment(const struct conf_token *name,
					const struct conf_token *value)
{
	int name_length = name->length, value_length = value->length;
	const char *after = value->text + value->length;

	if (token_is(value, "{"))
		return conf_format("write %.*s : { ... };", name_length, name->text);
	if (name->line != value->line)
		return NULL;
	if (value->type == CONF_TOKEN_STRING || is_number(value))
		return conf_format("write %.*s = %.*s;", name_length, name->text, value_length,
				   value->text);
	if (value->type == CONF_TOKEN_WORD && after[strspn(after, " \t")] == '{')
		return conf_format("write %.*s : { %.*s : { ... }; };", name_length, name->text,
				   value_length, value->text);
	if (value->type == CONF_TOKEN_WORD)
		return conf_format("write %.*s = \"%.*s\";", name_length, name->text,
				   value_length, value->text);
	return NULL;
}

/* Text after a string that goes on for lines: its end was another one's beginning. */
static bool runs_over_lines(const struct conf_token *token)
{
	return token->type == CONF_TOKEN_STRING && memchr(token->text, '\n', token->length);
}

/* The third token is looked at; the two before it say where it stands. */
static char *explain(const struct conf_token *first, const struct conf_token *second,
		     const struct conf_token *third)
{
	if (third->type == CONF_TOKEN_FOREIGN)
		return explain_foreign(third);
	if (third->type == CONF_TOKEN_OPEN_STRING)
		return conf_strdup("this string has no closing quote");
	if (runs_over_lines(second) && third->type == CONF_TOKEN_WORD)
		return conf_format("the string that begins on line %u has no closing quote",
				   second->line);
	if (token_is(third, "'"))
		return conf_strdup("a text needs double quotes");
	if (token_is(third, "!"))
		return conf_strdup("a comment begins with #");
	if ((token_is(third, "]") || token_is(third, ")")) && token_is(second, ","))
		return conf_strdup("no comma after the last element of a list");
	if (third->type == CONF_TOKEN_WORD &&
	    (assigns(second) || token_is(second, "[") || token_is(second, "(") ||
	     (token_is(second, ",") && first->type == CONF_TOKEN_STRING)))
		return explain_value(third);
	if (assigns(third) && second->type == CONF_TOKEN_WORD && !is_setting_name(second))
		return conf_format("%.*s cannot be a setting's name (letters, digits, - and _): "
				   "use the list form, ( { name = \"%.*s\"; ... } )",
				   (int)second->length, second->text, (int)second->length,
				   second->text);
	if (second->type == CONF_TOKEN_WORD && !assigns(first) && !assigns(third) &&
	    is_setting_name(second))
		return explain_missing_assignment(second, third);
	return NULL;
}

/* Brackets that are open, innermost last. */
struct nesting {
	const char *at[NESTING_MAX];
	unsigned int line[NESTING_MAX];
	size_t depth;
};

static void follow_nesting(struct nesting *nesting, const struct conf_token *token)
{
	if (token->type != CONF_TOKEN_PUNCTUATION)
		return;
	if (strchr("{[(", *token->text)) {
		if (nesting->depth < NESTING_MAX) {
			nesting->at[nesting->depth] = token->text;
			nesting->line[nesting->depth] = token->line;
		}
		nesting->depth++;
	} else if (strchr("}])", *token->text) && nesting->depth) {
		nesting->depth--;
	}
}

static void set_finding(struct finding *finding, char *hint, unsigned int line, const char *at)
{
	free(finding->hint);
	finding->hint = hint;
	finding->line = line;
	finding->at = at;
}

/* The first oddity of the line itself, or else the last one just before it. */
static void look_around(const char *text, size_t length, unsigned int line,
			struct finding *finding)
{
	struct conf_token tokens[3] = { { .text = "" }, { .text = "" }, { .text = "" } };
	struct nesting nesting = { .depth = 0 };
	unsigned int before = 0;	/* the line of the last token above the line */
	struct conf_lexer lexer;

	conf_lexer_init(&lexer, text, length);
	while (!finding->hint || finding->line < line) {
		char *hint;

		tokens[0] = tokens[1];
		tokens[1] = tokens[2];
		tokens[2] = conf_lexer_next(&lexer);
		if (tokens[2].type == CONF_TOKEN_END)
			break;
		if (tokens[2].line > line && tokens[2].type != CONF_TOKEN_OPEN_STRING)
			break;
		if (tokens[2].line < line)
			before = tokens[2].line;
		follow_nesting(&nesting, &tokens[2]);
		hint = explain(&tokens[0], &tokens[1], &tokens[2]);
		if (!hint)
			continue;
		set_finding(finding, hint, tokens[2].line, tokens[2].text);
		if (runs_over_lines(&tokens[1]))
			return;
	}

	/* an oddity far above did no harm: the file was understood beyond it */
	if (finding->hint && finding->line < before)
		set_finding(finding, NULL, 0, NULL);
	if (!finding->hint && tokens[2].type == CONF_TOKEN_END && nesting.depth &&
	    nesting.depth <= NESTING_MAX)
		set_finding(finding, conf_format("this %c is never closed",
						 *nesting.at[nesting.depth - 1]),
			    nesting.line[nesting.depth - 1], nesting.at[nesting.depth - 1]);
}

/* The line itself and a caret below; tabs stay tabs so that both line up. */
static char *show_line(const char *text, unsigned int line, const char *at)
{
	const char *start = text, *end;
	char *shown, *caret;
	size_t width = 0;

	for (unsigned int i = 1; i < line && start; i++) {
		start = strchr(start, '\n');
		start = start ? start + 1 : NULL;
	}
	if (!start)
		return conf_strdup("");
	end = start + strcspn(start, "\r\n");
	if (!at || at < start || at > end)
		at = start + strspn(start, " \t");

	caret = conf_zalloc(at - start + 1);
	for (const char *c = start; c < at; c++) {
		if ((*c & 0xc0) == 0x80)	/* inside a UTF-8 sequence */
			continue;
		caret[width++] = *c == '\t' ? '\t' : ' ';
	}
	shown = conf_format("\n    %.*s\n    %s^", (int)(end - start), start, caret);
	free(caret);
	return shown;
}

void conf_explain_syntax(struct kvrrp_where where, const char *message,
			 struct kvrrp_diag *diag)
{
	struct finding finding = { 0 };
	size_t length;
	char *text, *shown;

	text = conf_read_text(where.file, &length);
	if (!text || !where.line) {
		kvrrp_diag_error(diag, where, "%s", message);
		free(text);
		return;
	}
	if (!strcmp(message, "syntax error"))
		look_around(text, length, where.line, &finding);
	if (finding.hint)
		where.line = finding.line;
	shown = show_line(text, where.line, finding.at);
	if (strstr(message, "include"))
		kvrrp_diag_error(diag, where,
				 "%s: the path after @include counts from the folder of the "
				 "configuration file%s", message, shown);
	else
		kvrrp_diag_error(diag, where, "%s%s%s%s", message, finding.hint ? ": " : "",
				 finding.hint ? finding.hint : "", shown);
	free(finding.hint);
	free(shown);
	free(text);
}
