/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Client of the kvrrp generic netlink family, used by the daemon and by the
 * command. One typed struct per object of the family; what it means is in
 * uapi/kvrrp.yaml. Errors are negative errno values, with the module's own
 * sentence in kvrrp_client_error().
 */
#ifndef KVRRP_KERNEL_CLIENT_H
#define KVRRP_KERNEL_CLIENT_H

#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "linux/kvrrp.h"

/* An IPv4 (first four bytes) or IPv6 address in network byte order. */
struct kvrrp_ip {
	int family;			/* AF_INET, AF_INET6; 0: none */
	uint8_t bytes[16];
};

/* One virtual address of an instance. */
struct kvrrp_address {
	struct kvrrp_ip ip;
	uint32_t prefix_length;
	uint32_t ifindex;		/* 0: the instance's interface */
	char interface[IF_NAMESIZE];	/* get only: name of ifindex */
	char label[IF_NAMESIZE];	/* "": none */
	struct kvrrp_ip broadcast;	/* family 0: none */
	uint32_t scope;
	bool live;			/* get only */
};

/* Configuration and, from the kernel, state of one instance. */
struct kvrrp_instance {
	/* key */
	uint32_t ifindex;
	uint32_t vrid;
	int family;			/* AF_INET or AF_INET6 */

	/* configuration */
	char name[KVRRP_NAME_SIZE];
	uint32_t version;
	uint32_t priority;
	uint32_t advert_interval_ms;
	bool nopreempt;
	uint32_t preempt_delay_ms;
	uint32_t auth_type;
	uint8_t auth_pass[KVRRP_AUTH_PASS_SIZE];	/* zero padded; set only */
	struct kvrrp_address *addresses;		/* owned, see kvrrp_instance_clear() */
	size_t address_count;

	/* state: get and notifications only */
	char interface[IF_NAMESIZE];
	uint32_t state;			/* enum kvrrp_state */
	uint32_t effective_priority;
	struct kvrrp_ip master_address;	/* family 0 while unknown */
	uint32_t master_priority;
	uint32_t master_advert_interval_ms;
	uint64_t master_down_interval_us;
	uint64_t skew_time_us;
	uint64_t last_transition;	/* ns since the epoch, 0 if none */
	uint32_t reason;		/* enum kvrrp_reason */

	/* notifications only */
	uint32_t old_state;
	uint32_t sequence;
};

/* which configuration attributes kvrrp_instance_set() sends */
enum {
	KVRRP_SET_NAME			= 1 << 0,
	KVRRP_SET_VERSION		= 1 << 1,
	KVRRP_SET_PRIORITY		= 1 << 2,
	KVRRP_SET_ADVERT_INTERVAL	= 1 << 3,
	KVRRP_SET_PREEMPT		= 1 << 4,	/* nopreempt and preempt_delay */
	KVRRP_SET_AUTH			= 1 << 5,
	KVRRP_SET_ADDRESSES		= 1 << 6,	/* the whole list */
};

struct kvrrp_client;

/*
 * Opens a request socket and resolves the family. -ENOENT: the module is not
 * loaded (resolving the family asks the kernel to load it). Blocking; the
 * caller owns *client.
 */
int kvrrp_client_open(struct kvrrp_client **client);
void kvrrp_client_close(struct kvrrp_client *client);

/*
 * What was wrong with the last call, as a sentence: the module's extack text and
 * the attribute it names, or strerror(). Valid until the next call.
 */
const char *kvrrp_client_error(const struct kvrrp_client *client);

/* -EEXIST, -EINVAL, -ENODEV, -EPERM ... as the module answers. */
int kvrrp_instance_new(struct kvrrp_client *client, const struct kvrrp_instance *inst);
int kvrrp_instance_set(struct kvrrp_client *client, const struct kvrrp_instance *inst,
		       unsigned int fields);
int kvrrp_instance_del(struct kvrrp_client *client, const struct kvrrp_instance *key);

/* All instances of this network namespace; free with kvrrp_instance_list_free(). */
int kvrrp_instance_dump(struct kvrrp_client *client, struct kvrrp_instance **list,
			size_t *count);
void kvrrp_instance_list_free(struct kvrrp_instance *list, size_t count);
/* Frees what the instance owns, not the instance itself, and zeroes it. */
void kvrrp_instance_clear(struct kvrrp_instance *inst);

/* Counters: value[KVRRP_A_STATS_x], for those marked present. */
struct kvrrp_stats {
	uint32_t ifindex;		/* 0: the namespace's own counters */
	uint32_t vrid;
	int family;
	char name[KVRRP_NAME_SIZE];
	uint64_t value[KVRRP_A_STATS_MAX + 1];
};

/* Namespace's own first, then one per instance; free() the list. */
int kvrrp_stats_dump(struct kvrrp_client *client, struct kvrrp_stats **list, size_t *count);
/* Name of a counter as in /sys and JSON ("drop_ttl"), NULL if attr is none. */
const char *kvrrp_stats_name(int attr);
const char *kvrrp_stats_text(int attr);		/* what it counts */

/*
 * One transition. Times are nanoseconds of CLOCK_MONOTONIC, 0 if that did not
 * happen; only stamp is of the epoch.
 */
struct kvrrp_record {
	uint64_t stamp;			/* of the decision */
	uint32_t old_state;
	uint32_t state;
	uint32_t reason;
	struct kvrrp_ip master_address;	/* whose place we took or who took ours; family 0: none */
	uint32_t master_priority;
	uint64_t heard_at;		/* last advertisement heard before */
	uint64_t deadline_at;		/* when the timer was to expire */
	uint64_t decided_at;
	uint64_t advert_at;		/* our advertisement had been sent */
	uint64_t announce_first_at;
	uint64_t announce_last_at;	/* every address had been announced once */
	uint64_t addresses_at;		/* every address was in place, or gone */
};

/* The last transitions of an instance, oldest first. */
struct kvrrp_history {
	uint32_t ifindex;
	uint32_t vrid;
	int family;
	char name[KVRRP_NAME_SIZE];
	struct kvrrp_record *records;	/* owned */
	size_t record_count;
};

/* One for each instance; free with kvrrp_history_list_free(). */
int kvrrp_history_dump(struct kvrrp_client *client, struct kvrrp_history **list,
		       size_t *count);
void kvrrp_history_list_free(struct kvrrp_history *list, size_t count);

/* What the module that is loaded can do. */
struct kvrrp_caps {
	char module_version[32];
	uint32_t versions;		/* bit N set: VRRP version N */
	bool ipv4;
	bool ipv6;
	uint32_t addresses_max;		/* addresses an instance can have */
};

int kvrrp_caps_get(struct kvrrp_client *client, struct kvrrp_caps *caps);

enum kvrrp_event_type {
	KVRRP_EVENT_ADD,		/* inst-add-ntf */
	KVRRP_EVENT_DEL,		/* inst-del-ntf */
	KVRRP_EVENT_CHANGE,		/* inst-change-ntf */
	KVRRP_EVENT_LOST,		/* some before this did not arrive: dump again */
};

struct kvrrp_monitor;

/* Subscribes to "monitor" on a non-blocking socket of its own. */
int kvrrp_monitor_open(struct kvrrp_monitor **monitor);
void kvrrp_monitor_close(struct kvrrp_monitor *monitor);
int kvrrp_monitor_fd(const struct kvrrp_monitor *monitor);
/*
 * Reads what is there and calls back for each event, in order; inst is NULL for
 * KVRRP_EVENT_LOST and is freed after the call otherwise. 0, or -errno; -ENOENT:
 * the module has been unloaded, and this monitor will stay silent for good.
 */
int kvrrp_monitor_read(struct kvrrp_monitor *monitor,
		       void (*event)(void *data, enum kvrrp_event_type type,
				     const struct kvrrp_instance *inst),
		       void *data);

const char *kvrrp_state_name(uint32_t state);	/* "MASTER" */
const char *kvrrp_reason_name(uint32_t reason);	/* "master-down" */
const char *kvrrp_reason_text(uint32_t reason);	/* a sentence */
const char *kvrrp_auth_name(uint32_t auth_type);	/* "pass" */

#endif
