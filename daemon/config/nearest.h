/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which known word somebody meant. */
#ifndef KVRRP_CONFIG_NEAREST_H
#define KVRRP_CONFIG_NEAREST_H

#include <stddef.h>

/* Insertions, removals, replacements and swaps of neighbours between the two. */
size_t conf_edit_distance(const char *a, const char *b);

/* Keeps the better of *best and candidate for word; start with *best = NULL. */
void conf_nearest(const char *word, const char *candidate, const char **best);

#endif
