// SPDX-License-Identifier: GPL-2.0-or-later
#include "log_diag.h"

#include <string.h>

#include "log.h"

void kvrrp_log_diag(struct kvrrp_diag *diag)
{
	kvrrp_diag_sort(diag);
	for (size_t i = 0; i < diag->count; i++) {
		const struct kvrrp_diag_entry *entry = &diag->entries[i];
		int level = entry->severity == KVRRP_DIAG_ERROR ? LOG_ERR : LOG_WARNING;
		char *line = entry->text, *end;

		/* the source it shows makes lines of their own */
		for (bool first = true; line; first = false) {
			end = strchr(line, '\n');
			if (end)
				*end++ = '\0';
			if (first && entry->line)
				kvrrp_log(level, "%s:%u: %s", entry->file, entry->line, line);
			else if (first)
				kvrrp_log(level, "%s: %s", entry->file, line);
			else
				kvrrp_log(level, "%s", line);
			line = end;
		}
	}
	kvrrp_diag_clear(diag);
}
