// SPDX-License-Identifier: GPL-2.0-or-later
/* What the numbers of the family are called. */

#include "kernel/client.h"
#include "kernel/names.h"
#include "reason.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

static const char *name_of(const char *const *names, size_t count, size_t number,
			   const char *unknown)
{
	return number < count && names[number] ? names[number] : unknown;
}

/* A newer module may know a state or a reason that this program does not. */

const char *kvrrp_state_name(uint32_t state)
{
	static const char *const names[] = {
		[KVRRP_STATE_INIT] = "INIT",
		[KVRRP_STATE_BACKUP] = "BACKUP",
		[KVRRP_STATE_MASTER] = "MASTER",
		[KVRRP_STATE_FAULT] = "FAULT",
	};

	return name_of(names, ARRAY_SIZE(names), state, "UNKNOWN");
}

const char *kvrrp_reason_name(uint32_t reason)
{
	static const char *const names[] = {
#define X(NAME, name, text) [KVRRP_REASON_##NAME] = name,
		VRRP_REASON_LIST(X)
#undef X
	};

	return name_of(names, ARRAY_SIZE(names), reason, "unknown");
}

const char *kvrrp_reason_text(uint32_t reason)
{
	static const char *const texts[] = {
#define X(NAME, name, text) [KVRRP_REASON_##NAME] = text,
		VRRP_REASON_LIST(X)
#undef X
	};

	return name_of(texts, ARRAY_SIZE(texts), reason,
		       "this program is older than the module and has no word for it");
}

const char *kvrrp_auth_name(uint32_t auth_type)
{
	static const char *const names[] = {
		[KVRRP_AUTH_NONE] = "none",
		[KVRRP_AUTH_PASS] = "pass",
	};

	return name_of(names, ARRAY_SIZE(names), auth_type, "unknown");
}

const char *kvrrp_stats_name(int attr)
{
	static const char *const names[] = {
		[KVRRP_A_STATS_ADVERT_RX] = "advert_rx",
		[KVRRP_A_STATS_ADVERT_TX] = "advert_tx",
		[KVRRP_A_STATS_RELEASE_RX] = "release_rx",
		[KVRRP_A_STATS_RELEASE_TX] = "release_tx",
		[KVRRP_A_STATS_BECOME_MASTER] = "become_master",
		[KVRRP_A_STATS_ANNOUNCE_TX] = "announce_tx",
		[KVRRP_A_STATS_TX_ERROR] = "tx_error",
		[KVRRP_A_STATS_ADDRESS_ERROR] = "address_error",
		[KVRRP_A_STATS_ADDRESS_MISMATCH] = "address_mismatch",
		[KVRRP_A_STATS_INTERVAL_MISMATCH] = "interval_mismatch",
		[KVRRP_A_STATS_CHECKSUM_MESSAGE] = "checksum_message",
		[KVRRP_A_STATS_CHECKSUM_PSEUDO] = "checksum_pseudo",
#define X(NAME, name, text) [KVRRP_A_STATS_DROP_##NAME] = "drop_" #name,
		VRRP_DROP_LIST(X)
#undef X
	};

	return attr < 0 ? NULL : name_of(names, ARRAY_SIZE(names), attr, NULL);
}

const char *kvrrp_stats_text(int attr)
{
	static const char *const texts[] = {
		[KVRRP_A_STATS_ADVERT_RX] = "advertisements accepted",
		[KVRRP_A_STATS_ADVERT_TX] = "advertisements sent",
		[KVRRP_A_STATS_RELEASE_RX] = "of those accepted, priority 0: a master gave up",
		[KVRRP_A_STATS_RELEASE_TX] = "of those sent, priority 0: we gave up",
		[KVRRP_A_STATS_BECOME_MASTER] = "transitions to MASTER",
		[KVRRP_A_STATS_ANNOUNCE_TX] =
			"announcements sent (gratuitous ARP, unsolicited NA)",
		[KVRRP_A_STATS_TX_ERROR] = "packets that could not be sent",
		[KVRRP_A_STATS_ADDRESS_ERROR] = "an address could not be added or removed",
		[KVRRP_A_STATS_ADDRESS_MISMATCH] = "accepted, but for another list of addresses",
		[KVRRP_A_STATS_INTERVAL_MISMATCH] = "accepted, but with another interval",
		[KVRRP_A_STATS_CHECKSUM_MESSAGE] = "accepted, checksum without pseudo-header",
		[KVRRP_A_STATS_CHECKSUM_PSEUDO] = "accepted, checksum with pseudo-header",
#define X(NAME, name, text) [KVRRP_A_STATS_DROP_##NAME] = text,
		VRRP_DROP_LIST(X)
#undef X
	};

	return attr < 0 ? NULL : name_of(texts, ARRAY_SIZE(texts), attr, NULL);
}

static const char *const address_names[] = {
	[KVRRP_A_ADDRESS_ADDRESS] = "address",
	[KVRRP_A_ADDRESS_PREFIX_LENGTH] = "prefix-length",
	[KVRRP_A_ADDRESS_IFINDEX] = "ifindex",
	[KVRRP_A_ADDRESS_LABEL] = "label",
	[KVRRP_A_ADDRESS_BROADCAST] = "broadcast",
	[KVRRP_A_ADDRESS_SCOPE] = "scope",
	[KVRRP_A_ADDRESS_LIVE] = "live",
	[KVRRP_A_ADDRESS_INTERFACE] = "interface",
};

static const struct kvrrp_attr_set address_set = {
	.names = address_names,
	.count = ARRAY_SIZE(address_names),
};

static const char *const addresses_names[] = {
	[KVRRP_A_ADDRESSES_ADDRESS] = "address",
};

static const struct kvrrp_attr_set addresses_set = {
	.names = addresses_names,
	.count = ARRAY_SIZE(addresses_names),
	.nest_attr = KVRRP_A_ADDRESSES_ADDRESS,
	.nest = &address_set,
};

static const char *const inst_names[] = {
	[KVRRP_A_INST_IFINDEX] = "ifindex",
	[KVRRP_A_INST_VRID] = "vrid",
	[KVRRP_A_INST_FAMILY] = "family",
	[KVRRP_A_INST_NAME] = "name",
	[KVRRP_A_INST_VERSION] = "version",
	[KVRRP_A_INST_PRIORITY] = "priority",
	[KVRRP_A_INST_ADVERT_INTERVAL_MS] = "advert-interval-ms",
	[KVRRP_A_INST_NOPREEMPT] = "nopreempt",
	[KVRRP_A_INST_PREEMPT_DELAY_MS] = "preempt-delay-ms",
	[KVRRP_A_INST_AUTH_TYPE] = "auth-type",
	[KVRRP_A_INST_AUTH_PASS] = "auth-pass",
	[KVRRP_A_INST_ADDRESSES] = "addresses",
};

static const struct kvrrp_attr_set inst_set = {
	.names = inst_names,
	.count = ARRAY_SIZE(inst_names),
	.nest_attr = KVRRP_A_INST_ADDRESSES,
	.nest = &addresses_set,
};

static const char *const stats_names[] = {
	[KVRRP_A_STATS_IFINDEX] = "ifindex",
	[KVRRP_A_STATS_VRID] = "vrid",
	[KVRRP_A_STATS_FAMILY] = "family",
};

static const struct kvrrp_attr_set stats_set = {
	.names = stats_names,
	.count = ARRAY_SIZE(stats_names),
};

const struct kvrrp_attr_set *kvrrp_names_attr_set(int command)
{
	return command == KVRRP_CMD_STATS_GET ? &stats_set : &inst_set;
}

const char *kvrrp_names_attr(const struct kvrrp_attr_set *set, int attr)
{
	return set && attr >= 0 ? name_of(set->names, set->count, attr, NULL) : NULL;
}
