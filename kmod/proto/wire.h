/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is on the wire: layouts and numbers of RFC 9568 section 5 (VRRPv3) and
 * RFC 3768 section 5 (VRRPv2), authentication as in RFC 2338 section 5.3.6.
 * Multi-byte fields are big endian and may be unaligned, so they are bytes.
 */
#ifndef _KVRRP_PROTO_WIRE_H
#define _KVRRP_PROTO_WIRE_H

#include "port.h"

enum {
	VRRP_IPPROTO		= 112,
	VRRP_TTL		= 255,
	VRRP_TYPE_ADVERT	= 1,
	VRRP_PRIO_RELEASE	= 0,
	VRRP_PRIO_OWNER		= 255,
	VRRP_AUTH_LEN		= 8,	/* VRRPv2 only */
	VRRP_MAX_COUNT		= 255,	/* addresses in one advertisement */
	VRRP_INTERVAL_CS_MAX	= 4095,	/* VRRPv3, 12 bits of centiseconds */
	VRRP_INTERVAL_CS_MAX_V2	= 25500,	/* VRRPv2, 8 bits of seconds */
};

#define VRRP_GROUP_V4		0xe0000012u	/* 224.0.0.18 */

enum vrrp_auth_type {
	VRRP_AUTH_NONE		= 0,
	VRRP_AUTH_PASS		= 1,
};

/*
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |Version| Type  | Virtual Rtr ID|   Priority    |     Count     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |(rsvd) |  Max Advertise Int    |           Checksum            |  VRRPv3
 * |   Auth Type   |   Adver Int   |           Checksum            |  VRRPv2
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |          Count addresses of 4 (IPv4) or 16 (IPv6) bytes       |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           8 bytes of authentication data (VRRPv2 only)        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
struct vrrp_wire {
	u8 version_type;
	u8 vrid;
	u8 priority;
	u8 count;
	union {
		u8 max_advert_int[2];	/* VRRPv3: 4 bits reserved, 12 bits cs */
		struct {
			u8 auth_type;
			u8 advert_int;	/* VRRPv2: seconds */
		} v2;
	};
	u8 checksum[2];
};

static_assert(sizeof(struct vrrp_wire) == 8, "VRRP header is 8 bytes");

/* the longest advertisement there is: VRRPv3 with 255 IPv6 addresses */
#define VRRP_MAX_LEN (sizeof(struct vrrp_wire) + VRRP_MAX_COUNT * 16)

#endif
