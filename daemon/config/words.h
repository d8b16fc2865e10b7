/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splitting a string into words. */
#ifndef KVRRP_CONFIG_WORDS_H
#define KVRRP_CONFIG_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Splits as a shell does, with its quotes and backslashes, but expands nothing.
 * The words are NULL terminated. Returns NULL, or what is wrong with the text.
 */
const char *conf_split_words(const char *text, char ***words, size_t *count);
void conf_free_words(char **words);

#endif
