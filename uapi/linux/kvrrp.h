/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * Generic netlink family "kvrrp": the numbers. uapi/kvrrp.yaml is the source
 * of truth and says what each attribute means; scripts/check-uapi holds the
 * two together.
 *
 *  inst-new  (do)       -> the instance, all configuration attributes
 *  inst-set  (do)       -> ifindex, vrid, family and whatever changes
 *  inst-del  (do)       -> ifindex, vrid, family
 *  inst-get  (do, dump) <- the instance, configuration and state
 *  stats-get (do, dump) <- counters; do without an instance: the namespace's own
 *  caps-get  (do)       <- what this module can do
 *  history-get (dump)   <- the last transitions of every instance
 *  inst-add-ntf, inst-del-ntf, inst-change-ntf on multicast group "monitor":
 *                       <- as inst-get, and old-state, reason, sequence
 *
 * Addresses are binary in network byte order, 4 or 16 bytes. All integers are
 * u32 or u64 in host byte order.
 */
#ifndef _UAPI_LINUX_KVRRP_H
#define _UAPI_LINUX_KVRRP_H

#define KVRRP_FAMILY_NAME	"kvrrp"
#define KVRRP_FAMILY_VERSION	1
#define KVRRP_MCGRP_MONITOR	"monitor"

#define KVRRP_NAME_SIZE		64	/* with the terminating zero */
#define KVRRP_AUTH_PASS_SIZE	8

enum kvrrp_state {
	KVRRP_STATE_INIT,
	KVRRP_STATE_BACKUP,
	KVRRP_STATE_MASTER,
	KVRRP_STATE_FAULT,
};

enum kvrrp_auth_type {
	KVRRP_AUTH_NONE,
	KVRRP_AUTH_PASS,
};

/* why the state is what it is */
enum kvrrp_reason {
	KVRRP_REASON_NONE,
	KVRRP_REASON_STARTUP,
	KVRRP_REASON_ADDRESS_OWNER,
	KVRRP_REASON_MASTER_DOWN,
	KVRRP_REASON_MASTER_RELEASED,
	KVRRP_REASON_PREEMPT,
	KVRRP_REASON_HIGHER_PRIORITY,
	KVRRP_REASON_HIGHER_ADDRESS,
	KVRRP_REASON_LINK_DOWN,
	KVRRP_REASON_ADMIN_DOWN,
	KVRRP_REASON_NO_ADDRESS,
	KVRRP_REASON_INTERFACE_GONE,
	KVRRP_REASON_RECOVERED,
	KVRRP_REASON_REMOVED,
	KVRRP_REASON_NAMESPACE_GONE,
	KVRRP_REASON_MODULE_GONE,
	KVRRP_REASON_CONFIG,
};

/* one virtual address */
enum {
	KVRRP_A_ADDRESS_ADDRESS = 1,	/* binary, 4 or 16 bytes */
	KVRRP_A_ADDRESS_PREFIX_LENGTH,	/* u32 */
	KVRRP_A_ADDRESS_IFINDEX,	/* u32, the instance's interface if absent */
	KVRRP_A_ADDRESS_LABEL,		/* string, IPv4 only */
	KVRRP_A_ADDRESS_BROADCAST,	/* binary, IPv4 only */
	KVRRP_A_ADDRESS_SCOPE,		/* u32, RT_SCOPE_* */
	KVRRP_A_ADDRESS_LIVE,		/* u32, get only: 1 while it is ours and installed */
	KVRRP_A_ADDRESS_INTERFACE,	/* string, get only: name of ifindex */

	__KVRRP_A_ADDRESS_MAX,
	KVRRP_A_ADDRESS_MAX = __KVRRP_A_ADDRESS_MAX - 1
};

enum {
	KVRRP_A_ADDRESSES_ADDRESS = 1,	/* nest KVRRP_A_ADDRESS_*, repeated */

	__KVRRP_A_ADDRESSES_MAX,
	KVRRP_A_ADDRESSES_MAX = __KVRRP_A_ADDRESSES_MAX - 1
};

/* one instance: a virtual router on an interface, of one family */
enum {
	KVRRP_A_INST_IFINDEX = 1,	/* u32, key */
	KVRRP_A_INST_VRID,		/* u32, key, 1..255 */
	KVRRP_A_INST_FAMILY,		/* u32, key, AF_INET or AF_INET6 */
	KVRRP_A_INST_NAME,		/* string, unique in the namespace */
	KVRRP_A_INST_VERSION,		/* u32, 2 or 3; 3 for IPv6 */
	KVRRP_A_INST_PRIORITY,		/* u32, 1..255 */
	KVRRP_A_INST_ADVERT_INTERVAL_MS, /* u32, multiple of 10 (v3) or 1000 (v2) */
	KVRRP_A_INST_NOPREEMPT,		/* u32, 0 or 1 */
	KVRRP_A_INST_PREEMPT_DELAY_MS,	/* u32 */
	KVRRP_A_INST_AUTH_TYPE,		/* u32, enum kvrrp_auth_type */
	KVRRP_A_INST_AUTH_PASS,		/* binary, 1..8 bytes, never given back */
	KVRRP_A_INST_ADDRESSES,		/* nest; replaces the whole list; IPv6: first link-local */

	/* get and notifications only */
	KVRRP_A_INST_INTERFACE,		/* string */
	KVRRP_A_INST_STATE,		/* u32, enum kvrrp_state */
	KVRRP_A_INST_EFFECTIVE_PRIORITY, /* u32 */
	KVRRP_A_INST_MASTER_ADDRESS,	/* binary, absent while unknown */
	KVRRP_A_INST_MASTER_PRIORITY,	/* u32, absent while unknown */
	KVRRP_A_INST_MASTER_ADVERT_INTERVAL_MS, /* u32, learned (v3) or ours */
	KVRRP_A_INST_MASTER_DOWN_INTERVAL_US, /* u64 */
	KVRRP_A_INST_SKEW_TIME_US,	/* u64 */
	KVRRP_A_INST_LAST_TRANSITION,	/* u64, ns since the epoch, absent if none */
	KVRRP_A_INST_REASON,		/* u32, enum kvrrp_reason */

	/* notifications only */
	KVRRP_A_INST_OLD_STATE,		/* u32, enum kvrrp_state */
	KVRRP_A_INST_SEQUENCE,		/* u32, counts the namespace's notifications */
	KVRRP_A_INST_PAD,

	__KVRRP_A_INST_MAX,
	KVRRP_A_INST_MAX = __KVRRP_A_INST_MAX - 1
};

/* counters, u64 unless said otherwise */
enum {
	KVRRP_A_STATS_IFINDEX = 1,	/* u32; absent in the namespace's own */
	KVRRP_A_STATS_VRID,		/* u32; likewise */
	KVRRP_A_STATS_FAMILY,		/* u32; likewise */
	KVRRP_A_STATS_NAME,		/* string; likewise */
	KVRRP_A_STATS_ADVERT_RX,
	KVRRP_A_STATS_ADVERT_TX,
	KVRRP_A_STATS_RELEASE_RX,	/* priority 0 */
	KVRRP_A_STATS_RELEASE_TX,
	KVRRP_A_STATS_BECOME_MASTER,
	KVRRP_A_STATS_ANNOUNCE_TX,	/* gratuitous ARP, unsolicited NA */
	KVRRP_A_STATS_TX_ERROR,
	KVRRP_A_STATS_ADDRESS_ERROR,	/* an address could not be added or removed */
	KVRRP_A_STATS_ADDRESS_MISMATCH,	/* accepted, but for another list of addresses */
	KVRRP_A_STATS_INTERVAL_MISMATCH, /* accepted, but with another interval (v3) */
	KVRRP_A_STATS_CHECKSUM_MESSAGE,	/* VRRPv3 IPv4 accepted without pseudo-header */
	KVRRP_A_STATS_CHECKSUM_PSEUDO,	/* VRRPv3 IPv4 accepted with pseudo-header */

	/* not accepted: kmod/proto/reason.h */
	KVRRP_A_STATS_DROP_TTL,
	KVRRP_A_STATS_DROP_DESTINATION,
	KVRRP_A_STATS_DROP_OWN,
	KVRRP_A_STATS_DROP_TRUNCATED,
	KVRRP_A_STATS_DROP_VERSION,
	KVRRP_A_STATS_DROP_TYPE,
	KVRRP_A_STATS_DROP_CHECKSUM,
	KVRRP_A_STATS_DROP_VRID,
	KVRRP_A_STATS_DROP_COUNT,
	KVRRP_A_STATS_DROP_INTERVAL,
	KVRRP_A_STATS_DROP_AUTH_TYPE,
	KVRRP_A_STATS_DROP_AUTH_DATA,
	KVRRP_A_STATS_DROP_FIRST_ADDRESS,
	KVRRP_A_STATS_DROP_INACTIVE,
	KVRRP_A_STATS_DROP_NOMEM,
	KVRRP_A_STATS_PAD,

	__KVRRP_A_STATS_MAX,
	KVRRP_A_STATS_MAX = __KVRRP_A_STATS_MAX - 1
};

/* one transition; times are CLOCK_MONOTONIC ns, u64, absent if it did not happen */
enum {
	KVRRP_A_RECORD_STAMP = 1,	/* u64, of the decision, ns since the epoch */
	KVRRP_A_RECORD_OLD_STATE,	/* u32, enum kvrrp_state */
	KVRRP_A_RECORD_STATE,		/* u32, enum kvrrp_state */
	KVRRP_A_RECORD_REASON,		/* u32, enum kvrrp_reason */
	KVRRP_A_RECORD_MASTER_ADDRESS,	/* binary, whose place we took or who took ours */
	KVRRP_A_RECORD_MASTER_PRIORITY,	/* u32, likewise */
	KVRRP_A_RECORD_HEARD_AT,	/* last advert heard before */
	KVRRP_A_RECORD_DEADLINE_AT,	/* when the timer was to expire */
	KVRRP_A_RECORD_DECIDED_AT,	/* when the decision was made */
	KVRRP_A_RECORD_ADVERT_AT,	/* our advert had been sent */
	KVRRP_A_RECORD_ANNOUNCE_FIRST_AT, /* the first address had been announced */
	KVRRP_A_RECORD_ANNOUNCE_LAST_AT, /* every address had been, once */
	KVRRP_A_RECORD_ADDRESSES_AT,	/* every address was in place, or gone */
	KVRRP_A_RECORD_PAD,

	__KVRRP_A_RECORD_MAX,
	KVRRP_A_RECORD_MAX = __KVRRP_A_RECORD_MAX - 1
};

/* the last transitions of an instance, oldest first */
enum {
	KVRRP_A_HISTORY_IFINDEX = 1,	/* u32 */
	KVRRP_A_HISTORY_VRID,		/* u32 */
	KVRRP_A_HISTORY_FAMILY,		/* u32 */
	KVRRP_A_HISTORY_NAME,		/* string */
	KVRRP_A_HISTORY_RECORD,		/* nest KVRRP_A_RECORD_*, repeated */

	__KVRRP_A_HISTORY_MAX,
	KVRRP_A_HISTORY_MAX = __KVRRP_A_HISTORY_MAX - 1
};

enum {
	KVRRP_A_CAPS_MODULE_VERSION = 1, /* string */
	KVRRP_A_CAPS_VERSIONS,		/* u32, bit N set: VRRP version N */
	KVRRP_A_CAPS_IPV4,		/* u32, 1 if there */
	KVRRP_A_CAPS_IPV6,		/* u32, 1 if there */
	KVRRP_A_CAPS_ADDRESSES_MAX,	/* u32, addresses an instance can have */

	__KVRRP_A_CAPS_MAX,
	KVRRP_A_CAPS_MAX = __KVRRP_A_CAPS_MAX - 1
};

enum {
	KVRRP_CMD_INST_NEW = 1,
	KVRRP_CMD_INST_SET,
	KVRRP_CMD_INST_DEL,
	KVRRP_CMD_INST_GET,
	KVRRP_CMD_STATS_GET,
	KVRRP_CMD_CAPS_GET,
	KVRRP_CMD_INST_ADD_NTF,
	KVRRP_CMD_INST_DEL_NTF,
	KVRRP_CMD_INST_CHANGE_NTF,
	KVRRP_CMD_HISTORY_GET,

	__KVRRP_CMD_MAX,
	KVRRP_CMD_MAX = __KVRRP_CMD_MAX - 1
};

#endif
