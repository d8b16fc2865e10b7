/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every packet that is not accepted and every change of state has a name, and
 * the name is written once, here. The enums, the strings people read, the
 * counters, the netlink attributes and the tests all come from these lists.
 *
 * Append only: the position of an entry is part of the netlink interface
 * (uapi/linux/kvrrp.h, checked when the module is built).
 */
#ifndef _KVRRP_PROTO_REASON_H
#define _KVRRP_PROTO_REASON_H

/* X(NAME, name, what it means): why an advertisement was not accepted */
#define VRRP_DROP_LIST(X)						       \
	X(TTL, ttl, "IP time to live is not 255")			       \
	X(DESTINATION, destination, "not sent to the VRRP group address")      \
	X(OWN, own, "source is an address of our own")			       \
	X(TRUNCATED, truncated, "shorter than its header and address count say") \
	X(VERSION, version, "version is not the one configured")	       \
	X(TYPE, type, "type is not ADVERTISEMENT")			       \
	X(CHECKSUM, checksum, "checksum does not match")		       \
	X(VRID, vrid, "no instance with this VRID on the interface")	       \
	X(COUNT, count, "address count is zero")			       \
	X(INTERVAL, interval, "advertisement interval is zero or (VRRPv2) not ours") \
	X(AUTH_TYPE, auth_type, "authentication type is not the one configured") \
	X(AUTH_DATA, auth_data, "authentication data does not match")	       \
	X(FIRST_ADDRESS, first_address, "first IPv6 address is not link-local") \
	X(INACTIVE, inactive, "the instance is in INIT or FAULT")	       \
	X(NOMEM, nomem, "no memory to look at the packet")

/* X(NAME, "name", what it means): why the state is what it is */
#define VRRP_REASON_LIST(X)						       \
	X(NONE, "none", "nothing has happened yet")			       \
	X(STARTUP, "startup", "started and listening for a master")	       \
	X(ADDRESS_OWNER, "address-owner", "priority 255 owns the addresses")	       \
	X(MASTER_DOWN, "master-down", "no advertisement for a Master_Down_Interval") \
	X(MASTER_RELEASED, "master-released", "the master gave up with priority 0") \
	X(PREEMPT, "preempt", "took over from a master of lower priority")     \
	X(HIGHER_PRIORITY, "higher-priority", "a master of higher priority was heard") \
	X(HIGHER_ADDRESS, "higher-address", "equal priority, and the other address is higher") \
	X(LINK_DOWN, "link-down", "the interface has no carrier")	       \
	X(ADMIN_DOWN, "admin-down", "the interface is set down")	       \
	X(NO_ADDRESS, "no-address", "the interface has no address to send from") \
	X(INTERFACE_GONE, "interface-gone", "the interface was removed")       \
	X(RECOVERED, "recovered", "the fault is over, listening for a master") \
	X(REMOVED, "removed", "the instance was removed")		       \
	X(NAMESPACE_GONE, "namespace-gone", "the network namespace was removed") \
	X(MODULE_GONE, "module-gone", "the module is being unloaded")	       \
	X(CONFIG, "config", "the configuration was changed")

enum vrrp_drop {
	VRRP_DROP_NONE,
#define X(NAME, name, text) VRRP_DROP_##NAME,
	VRRP_DROP_LIST(X)
#undef X
	VRRP_DROP_MAX			/* one past the last */
};

enum vrrp_reason {
#define X(NAME, name, text) VRRP_REASON_##NAME,
	VRRP_REASON_LIST(X)
#undef X
	VRRP_REASON_MAX
};

#endif
