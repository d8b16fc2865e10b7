/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Advertisements between bytes and struct vrrp_advert, with no knowledge of
 * sockets, skbs or the instance they are for.
 */
#ifndef _KVRRP_PROTO_PACKET_H
#define _KVRRP_PROTO_PACKET_H

#include "port.h"
#include "reason.h"
#include "wire.h"

/* as in AF_INET and AF_INET6, whose numbers differ between systems */
enum vrrp_family {
	VRRP_IPV4	= 4,
	VRRP_IPV6	= 6,
};

/* An address in network byte order; IPv4 uses the first four bytes, the rest 0. */
struct vrrp_addr {
	u8 b[16];
};

/* Bytes an address of this family takes in an advertisement. */
static inline size_t vrrp_addr_len(enum vrrp_family family)
{
	return family == VRRP_IPV4 ? 4 : 16;
}

/*
 * How the VRRPv3 checksum over IPv4 is made. RFC 9568 5.2.8 covers the message
 * alone; RFC 5798, keepalived, FRR and VPP put a pseudo-header before it.
 * VRRPv2 has only the first, IPv6 only the second.
 */
enum vrrp_csum {
	VRRP_CSUM_MESSAGE,
	VRRP_CSUM_PSEUDO,
};

/* What the IP layer knows about a packet that came in. */
struct vrrp_rxmeta {
	enum vrrp_family family;
	u8 ttl;				/* TTL or hop limit */
	struct vrrp_addr source;
	struct vrrp_addr destination;
};

/* What the IP layer is going to say about a packet that goes out. */
struct vrrp_txmeta {
	enum vrrp_family family;
	enum vrrp_csum csum;		/* VRRPv3 over IPv4 only */
	struct vrrp_addr source;
	struct vrrp_addr destination;
};

/* A decoded advertisement. @addresses points into the buffer it came from. */
struct vrrp_advert {
	u8 version;			/* 2 or 3 */
	u8 vrid;
	u8 priority;
	u8 count;
	u16 interval_cs;		/* centiseconds; VRRPv2 seconds times 100 */
	u8 auth_type;			/* VRRPv2, else VRRP_AUTH_NONE */
	u8 auth_data[VRRP_AUTH_LEN];	/* VRRPv2, else zero */
	enum vrrp_csum csum;		/* the form that matched */
	struct vrrp_addr source;
	const u8 *addresses;		/* @count times vrrp_addr_len() bytes */
};

/**
 * vrrp_parse() - decode and verify an advertisement (RFC 9568 7.1, RFC 3768 7.1)
 * @adv: filled in when VRRP_DROP_NONE is returned, else undefined
 * @buf: the IP payload; must outlive @adv, which points into it
 * @len: bytes in @buf; anything after the advertisement is ignored
 * @meta: what the IP header said
 *
 * Checks what needs no configuration, in this order: TTL, destination, version
 * 2 or 3 (3 alone for IPv6), type, address count, length, checksum in every form
 * in use, an interval of zero, first IPv6 address. Any context, no state.
 *
 * Return: VRRP_DROP_NONE, or why the packet must be discarded.
 */
enum vrrp_drop vrrp_parse(struct vrrp_advert *adv, const void *buf, size_t len,
			  const struct vrrp_rxmeta *meta);

/**
 * vrrp_build() - encode an advertisement (RFC 9568 5.2, RFC 3768 5.3)
 * @buf: where to write
 * @cap: bytes available there
 * @adv: what to say; @csum and @source are not read (@meta has them)
 * @meta: addresses for the pseudo-header and the checksum form to use
 *
 * Return: bytes written, or 0 if @cap is too small or @adv cannot be encoded
 * (unknown version, VRRPv2 over IPv6, interval out of the version's range or
 * not a multiple of its unit); @buf may have been written to then.
 */
size_t vrrp_build(void *buf, size_t cap, const struct vrrp_advert *adv,
		  const struct vrrp_txmeta *meta);

/**
 * vrrp_auth_equal() - compare authentication data in constant time
 * @left: VRRP_AUTH_LEN bytes
 * @right: VRRP_AUTH_LEN bytes
 */
bool vrrp_auth_equal(const u8 *left, const u8 *right);

#endif
