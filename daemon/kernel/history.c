// SPDX-License-Identifier: GPL-2.0-or-later
/* The flight recorder of the instances. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/client.h"
#include "kernel/field.h"
#include "kernel/request.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define HISTORY(member, attr, kind)	\
	KVRRP_FIELD(struct kvrrp_history, member, KVRRP_A_HISTORY_##attr, kind, 0, false)
#define RECORD(member, attr, kind)	\
	KVRRP_FIELD(struct kvrrp_record, member, KVRRP_A_RECORD_##attr, kind, 0, false)

static const struct kvrrp_field history_fields[] = {
	HISTORY(ifindex, IFINDEX, U32),
	HISTORY(vrid, VRID, U32),
	HISTORY(family, FAMILY, U32),
	HISTORY(name, NAME, STRING),
};

static const struct kvrrp_field record_fields[] = {
	RECORD(stamp, STAMP, U64),
	RECORD(old_state, OLD_STATE, U32),
	RECORD(state, STATE, U32),
	RECORD(reason, REASON, U32),
	RECORD(master_address, MASTER_ADDRESS, IP),
	RECORD(master_priority, MASTER_PRIORITY, U32),
	RECORD(heard_at, HEARD_AT, U64),
	RECORD(deadline_at, DEADLINE_AT, U64),
	RECORD(decided_at, DECIDED_AT, U64),
	RECORD(advert_at, ADVERT_AT, U64),
	RECORD(announce_first_at, ANNOUNCE_FIRST_AT, U64),
	RECORD(announce_last_at, ANNOUNCE_LAST_AT, U64),
	RECORD(addresses_at, ADDRESSES_AT, U64),
};

static void clear(void *item)
{
	struct kvrrp_history *history = item;

	free(history->records);
	memset(history, 0, sizeof(*history));
}

static int decode_record(struct kvrrp_history *history, struct nlattr *nest)
{
	struct kvrrp_record *records, *record;
	struct nlattr *attr;
	int rem;

	records = reallocarray(history->records, history->record_count + 1, sizeof(*records));
	if (!records)
		return -ENOMEM;
	history->records = records;
	record = &records[history->record_count++];
	memset(record, 0, sizeof(*record));
	nla_for_each_nested(attr, nest, rem)
		kvrrp_field_decode(record_fields, ARRAY_SIZE(record_fields), attr, record);
	return 0;
}

static int decode(void *item, struct nlattr *attrs, int len)
{
	struct kvrrp_history *history = item;
	struct nlattr *attr;
	int rem, err;

	nla_for_each_attr(attr, attrs, len, rem) {
		if (nla_type(attr) != KVRRP_A_HISTORY_RECORD) {
			kvrrp_field_decode(history_fields, ARRAY_SIZE(history_fields), attr,
					   history);
			continue;
		}
		err = decode_record(history, attr);
		if (err) {
			clear(history);
			return err;
		}
	}
	return 0;
}

int kvrrp_history_dump(struct kvrrp_client *client, struct kvrrp_history **out, size_t *count)
{
	struct kvrrp_list list = {
		.item_size = sizeof(struct kvrrp_history),
		.decode = decode,
		.clear = clear,
	};
	int err = kvrrp_request_dump(client, KVRRP_CMD_HISTORY_GET, &list);

	*out = list.items;
	*count = list.count;
	return err;
}

void kvrrp_history_list_free(struct kvrrp_history *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		clear(&list[i]);
	free(list);
}
