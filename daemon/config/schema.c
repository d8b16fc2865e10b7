// SPDX-License-Identifier: GPL-2.0-or-later
#include "schema.h"

#include "model.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define INSTANCE(member) offsetof(struct kvrrp_model_instance, member)

static const struct conf_key global_keys[] = {
	{
		.keyword = "router_id",
		.kind = CONF_KIND_STRING,
		.offset = offsetof(struct kvrrp_model, router_id),
		.fallback_text = "the host's name",
		.doc = "Name of this router. It also chooses the overlay of *hosts*, where no "
		       "overlay has the host's name.",
	},
	{
		.keyword = "vrrp_version",
		.kind = CONF_KIND_INTEGER,
		.offset = offsetof(struct kvrrp_model, vrrp_version),
		.minimum = 2,
		.maximum = 3,
		.fallback = 3,
		.doc = "VRRP version of the instances that do not choose one. Those for IPv6 "
		       "always have 3.",
	},
};

const struct conf_section conf_schema_global = {
	.name = "global_defs",
	.keys = global_keys,
	.key_count = COUNT(global_keys),
	.refused = conf_refused_global,
	.doc = "What holds for the whole router.",
};

static const struct conf_choice start_states[] = {
	{ "MASTER", KVRRP_STATE_MASTER },
	{ "BACKUP", KVRRP_STATE_BACKUP },
	{ NULL, 0 },
};

static const struct conf_choice auth_types[] = {
	{ "PASS", KVRRP_AUTH_PASS },
	{ NULL, 0 },
};

static const struct conf_key authentication_keys[] = {
	{
		.keyword = "auth_type",
		.kind = CONF_KIND_CHOICE,
		.offset = INSTANCE(authentication.type),
		.choices = auth_types,
		.required = true,
		.doc = "PASS, the clear text password of VRRPv2.",
	},
	{
		.keyword = "auth_pass",
		.kind = CONF_KIND_STRING,
		.offset = INSTANCE(authentication.password),
		.required = true,
		.doc = "The password, the same on every router. Only its first 8 bytes count.",
	},
};

static const struct conf_section authentication = {
	.name = "authentication",
	.keys = authentication_keys,
	.key_count = COUNT(authentication_keys),
	.doc = "VRRPv2 only; with VRRPv3 it is ignored with a warning.",
};

static const struct conf_key instance_keys[] = {
	{
		.keyword = "interface",
		.kind = CONF_KIND_INTERFACE,
		.offset = INSTANCE(interface),
		.required = true,
		.doc = "Where advertisements are sent and heard. It need not exist yet: the "
		       "instance starts when the interface appears.",
	},
	{
		.keyword = "virtual_router_id",
		.kind = CONF_KIND_INTEGER,
		.offset = INSTANCE(vrid),
		.minimum = 1,
		.maximum = 255,
		.required = true,
		.doc = "The same on every router of this address, unique on the interface. An "
		       "instance for IPv4 and one for IPv6 can share it.",
	},
	{
		.keyword = "virtual_ipaddress",
		.kind = CONF_KIND_ADDRESSES,
		.offset = INSTANCE(addresses),
		.maximum = 255,
		.required = true,
		.doc = "The addresses, each a string: see *ADDRESSES*. All are IPv4 or all are "
		       "IPv6.",
	},
	{
		.keyword = "priority",
		.kind = CONF_KIND_INTEGER,
		.offset = INSTANCE(priority),
		.minimum = 1,
		.maximum = 255,
		.fallback = 100,
		.doc = "The highest becomes MASTER. 255 is for the router that owns the "
		       "addresses.",
	},
	{
		.keyword = "state",
		.kind = CONF_KIND_CHOICE,
		.offset = INSTANCE(start_state),
		.choices = start_states,
		.fallback = KVRRP_STATE_BACKUP,
		.fallback_text = "BACKUP",
		.doc = "Changes nothing about the start, which priority decides. MASTER switches "
		       "*nopreempt* and *preempt_delay* off.",
	},
	{
		.keyword = "advert_int",
		.kind = CONF_KIND_DURATION,
		.offset = INSTANCE(advert_interval_ms),
		.minimum = 10,
		.maximum = 255000,
		.fallback = 1000,
		.doc = "Time between advertisements. VRRPv3: steps of 10 ms up to 40.95 s. "
		       "VRRPv2: whole seconds up to 255 s, the same on every router.",
	},
	{
		.keyword = "version",
		.kind = CONF_KIND_INTEGER,
		.offset = INSTANCE(version),
		.minimum = 2,
		.maximum = 3,
		.fallback_text = "*vrrp_version* of *global_defs*",
		.doc = "VRRP version, the same on every router. For IPv6 it is 3.",
	},
	{
		.keyword = "nopreempt",
		.kind = CONF_KIND_BOOLEAN,
		.offset = INSTANCE(nopreempt),
		.doc = "Leave a MASTER of lower priority alone. It belongs on the router of "
		       "higher priority.",
	},
	{
		.keyword = "preempt_delay",
		.kind = CONF_KIND_DURATION,
		.offset = INSTANCE(preempt_delay_ms),
		.maximum = 1000000,
		.doc = "How long to leave a MASTER of lower priority alone, from its first "
		       "advertisement heard.",
	},
	{
		.keyword = "authentication",
		.kind = CONF_KIND_GROUP,
		.section = &authentication,
		.doc = "Group with *auth_type* and *auth_pass*. VRRPv2 only.",
	},
	{
		.keyword = "notify_master",
		.kind = CONF_KIND_COMMAND,
		.offset = INSTANCE(notify[KVRRP_NOTIFY_MASTER]),
		.doc = "Run when the instance has become MASTER: see *SCRIPTS*.",
	},
	{
		.keyword = "notify_backup",
		.kind = CONF_KIND_COMMAND,
		.offset = INSTANCE(notify[KVRRP_NOTIFY_BACKUP]),
		.doc = "Run when the instance has become BACKUP.",
	},
	{
		.keyword = "notify_fault",
		.kind = CONF_KIND_COMMAND,
		.offset = INSTANCE(notify[KVRRP_NOTIFY_FAULT]),
		.doc = "Run when the instance cannot run: its interface is down or missing.",
	},
	{
		.keyword = "notify_stop",
		.kind = CONF_KIND_COMMAND,
		.offset = INSTANCE(notify[KVRRP_NOTIFY_STOP]),
		.doc = "Run when the daemon stops or the instance leaves the configuration.",
	},
	{
		.keyword = "notify",
		.kind = CONF_KIND_COMMAND,
		.offset = INSTANCE(notify[KVRRP_NOTIFY_ANY]),
		.doc = "Run after the script of the state, with four more arguments: INSTANCE, "
		       "name, state, priority.",
	},
};

const struct conf_section conf_schema_instance = {
	.name = "vrrp_instance",
	.keys = instance_keys,
	.key_count = COUNT(instance_keys),
	.refused = conf_refused_instance,
	.doc = "A virtual router.",
};
