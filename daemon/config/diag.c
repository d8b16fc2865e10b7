// SPDX-License-Identifier: GPL-2.0-or-later
#include "diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"

static bool is_known(const struct kvrrp_diag *diag, struct kvrrp_where where, const char *text)
{
	for (size_t i = 0; i < diag->count; i++) {
		const struct kvrrp_diag_entry *entry = &diag->entries[i];

		if (entry->line == where.line && !strcmp(entry->file, where.file) &&
		    !strcmp(entry->text, text))
			return true;
	}
	return false;
}

void kvrrp_diag_add(struct kvrrp_diag *diag, enum kvrrp_severity severity,
		    struct kvrrp_where where, const char *format, ...)
{
	struct kvrrp_diag_entry *entry;
	va_list args;
	char *text;

	va_start(args, format);
	text = conf_vformat(format, args);
	va_end(args);

	/* A file is checked once for every host: most errors would come each time. */
	if (is_known(diag, where, text)) {
		free(text);
		return;
	}

	diag->entries = conf_grow(diag->entries, diag->count, sizeof(*entry));
	entry = &diag->entries[diag->count++];
	entry->severity = severity;
	entry->file = conf_strdup(where.file);
	entry->line = where.line;
	entry->text = text;
	if (severity == KVRRP_DIAG_ERROR)
		diag->errors++;
	else
		diag->warnings++;
}

/* Insertion keeps equal ones in order, which qsort() does not; there are few. */
void kvrrp_diag_sort(struct kvrrp_diag *diag)
{
	for (size_t i = 1; i < diag->count; i++) {
		struct kvrrp_diag_entry entry = diag->entries[i];
		size_t at = i;

		while (at > 0) {
			const struct kvrrp_diag_entry *before = &diag->entries[at - 1];
			int order = strcmp(before->file, entry.file);

			if (order < 0 || (order == 0 && before->line <= entry.line))
				break;
			diag->entries[at] = *before;
			at--;
		}
		diag->entries[at] = entry;
	}
}

void kvrrp_diag_print(struct kvrrp_diag *diag, FILE *out)
{
	kvrrp_diag_sort(diag);
	for (size_t i = 0; i < diag->count; i++) {
		const struct kvrrp_diag_entry *entry = &diag->entries[i];
		const char *mark = entry->severity == KVRRP_DIAG_WARNING ? "warning: " : "";

		if (entry->line)
			fprintf(out, "%s:%u: %s%s\n", entry->file, entry->line, mark, entry->text);
		else
			fprintf(out, "%s: %s%s\n", entry->file, mark, entry->text);
	}
}

void kvrrp_diag_clear(struct kvrrp_diag *diag)
{
	for (size_t i = 0; i < diag->count; i++) {
		free(diag->entries[i].file);
		free(diag->entries[i].text);
	}
	free(diag->entries);
	memset(diag, 0, sizeof(*diag));
}
