// SPDX-License-Identifier: GPL-2.0-or-later
#include "nearest.h"

#include <ctype.h>
#include <string.h>

#define WORD_MAX 63	/* longer than any keyword: a longer word is none misspelt */

static size_t minimum(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int folded(char c)
{
	return c == '-' ? '_' : tolower((unsigned char)c);
}

size_t conf_edit_distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t length_a = strlen(a), length_b = strlen(b);
	size_t *older = rows[0], *old = rows[1], *new = rows[2];

	if (length_a > WORD_MAX || length_b > WORD_MAX)
		return WORD_MAX;
	for (size_t j = 0; j <= length_b; j++)
		old[j] = j;
	for (size_t i = 1; i <= length_a; i++) {
		size_t *spare = older;

		new[0] = i;
		for (size_t j = 1; j <= length_b; j++) {
			size_t cost = folded(a[i - 1]) != folded(b[j - 1]);

			new[j] = minimum(old[j - 1] + cost, minimum(old[j], new[j - 1]) + 1);
			if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
			    folded(a[i - 2]) == folded(b[j - 1]))
				new[j] = minimum(new[j], older[j - 2] + 1);
		}
		older = old;
		old = new;
		new = spare;
	}
	return old[length_b];
}

void conf_nearest(const char *word, const char *candidate, const char **best)
{
	size_t distance = conf_edit_distance(word, candidate);

	/* a third of the word may be wrong, else it is another word */
	if (distance > strlen(word) / 3 + 1)
		return;
	if (!*best || distance < conf_edit_distance(word, *best))
		*best = candidate;
}
