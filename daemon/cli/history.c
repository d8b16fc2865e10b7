// SPDX-License-Identifier: GPL-2.0-or-later
/* The flight recorder as text and JSON. */

#include <inttypes.h>
#include <stdio.h>

#include "cli/format.h"
#include "cli/json.h"
#include "cli/text.h"

/* "0.214 ms" between two monotonic times */
static const char *span(uint64_t from, uint64_t to, char text[KVRRP_TIME_SIZE])
{
	snprintf(text, KVRRP_TIME_SIZE, "%.3f ms", to > from ? (to - from) / 1e6 : 0.0);
	return text;
}

static void text_before(FILE *out, const struct kvrrp_record *record)
{
	char ip[KVRRP_IP_SIZE], time[KVRRP_TIME_SIZE];

	if (record->heard_at) {
		fprintf(out, "    last advertisement heard %s before",
			span(record->heard_at, record->decided_at, time));
		if (record->master_priority)
			fprintf(out, ", master %s priority %" PRIu32,
				kvrrp_format_ip(&record->master_address, ip),
				record->master_priority);
		fputc('\n', out);
	}
	if (record->deadline_at)
		fprintf(out, "    decided %s after the timer was due\n",
			span(record->deadline_at, record->decided_at, time));
}

/* What followed the decision, each with its distance from it. */
static void text_after(FILE *out, const struct kvrrp_record *record)
{
	bool master = record->state == KVRRP_STATE_MASTER;
	bool moved = master || record->old_state == KVRRP_STATE_MASTER;
	const struct {
		uint64_t at;
		const char *what;
	} steps[] = {
		{ record->advert_at, "advertisement sent" },
		{ record->announce_first_at, "first address announced" },
		{ record->announce_last_at, "every address announced" },
		{ moved ? record->addresses_at : 0,
		  master ? "every address in place" : "every address removed" },
	};
	char time[KVRRP_TIME_SIZE];
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].at)
			fprintf(out, "    %s after %s\n", steps[i].what,
				span(record->decided_at, steps[i].at, time));
}

void kvrrp_text_history(FILE *out, const struct kvrrp_history *history)
{
	char time[KVRRP_TIME_SIZE];
	size_t i;

	fprintf(out, "%s  vrid %" PRIu32 "  %s\n", history->name, history->vrid,
		kvrrp_format_family(history->family));
	for (i = 0; i < history->record_count; i++) {
		const struct kvrrp_record *record = &history->records[i];

		fprintf(out, "  %s  %s -> %s  %s: %s\n",
			kvrrp_format_local(record->stamp, true, time),
			kvrrp_state_name(record->old_state), kvrrp_state_name(record->state),
			kvrrp_reason_name(record->reason), kvrrp_reason_text(record->reason));
		text_before(out, record);
		text_after(out, record);
	}
}

static json_t *json_ns(uint64_t ns)
{
	return ns ? json_integer(ns) : json_null();
}

static json_t *json_record(const struct kvrrp_record *record)
{
	char ip[KVRRP_IP_SIZE], time[KVRRP_TIME_SIZE];
	bool known = record->master_priority;

	return json_pack("{ss ss ss ss so so so so so so so so so}",
			 "stamp", kvrrp_format_utc(record->stamp, time),
			 "old_state", kvrrp_state_name(record->old_state),
			 "state", kvrrp_state_name(record->state),
			 "reason", kvrrp_reason_name(record->reason),
			 "master_address", known ?
				json_string(kvrrp_format_ip(&record->master_address, ip)) :
				json_null(),
			 "master_priority", known ?
				json_integer(record->master_priority) : json_null(),
			 "heard_at", json_ns(record->heard_at),
			 "deadline_at", json_ns(record->deadline_at),
			 "decided_at", json_ns(record->decided_at),
			 "advert_at", json_ns(record->advert_at),
			 "announce_first_at", json_ns(record->announce_first_at),
			 "announce_last_at", json_ns(record->announce_last_at),
			 "addresses_at", json_ns(record->addresses_at));
}

json_t *kvrrp_json_history(const struct kvrrp_history *history)
{
	json_t *records = json_array();
	size_t i;

	for (i = 0; i < history->record_count; i++)
		json_array_append_new(records, json_record(&history->records[i]));
	return json_pack("{ss si ss so}", "name", history->name, "vrid", (int)history->vrid,
			 "family", kvrrp_format_family(history->family), "records", records);
}
