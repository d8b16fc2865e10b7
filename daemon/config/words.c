// SPDX-License-Identifier: GPL-2.0-or-later
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"

static const char blanks[] = " \t\r\n";

/* Copies one word without its quotes to out; returns where it ended, NULL if it does not. */
static const char *take_word(const char *text, char *out)
{
	while (*text && !strchr(blanks, *text)) {
		if (*text == '\'') {
			for (text++; *text != '\''; text++) {
				if (!*text)
					return NULL;
				*out++ = *text;
			}
			text++;
		} else if (*text == '"') {
			for (text++; *text != '"'; text++) {
				if (*text == '\\' && text[1] && strchr("\"\\$`", text[1]))
					text++;
				if (!*text)
					return NULL;
				*out++ = *text;
			}
			text++;
		} else {
			if (*text == '\\' && text[1])
				text++;
			*out++ = *text++;
		}
	}
	*out = '\0';
	return text;
}

const char *conf_split_words(const char *text, char ***words, size_t *count)
{
	*words = conf_grow(NULL, 0, sizeof(char *));
	(*words)[0] = NULL;
	*count = 0;

	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		char *word = conf_zalloc(strlen(text) + 1);

		text = take_word(text, word);
		if (!text) {
			free(word);
			conf_free_words(*words);
			*words = NULL;
			*count = 0;
			return "a quote is not closed";
		}
		(*words)[*count] = word;
		*words = conf_grow(*words, ++*count, sizeof(char *));
		(*words)[*count] = NULL;
	}
	return NULL;
}

void conf_free_words(char **words)
{
	if (!words)
		return;
	for (char **word = words; *word; word++)
		free(*word);
	free(words);
}
