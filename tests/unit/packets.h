/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packets to take apart, some of them made by somebody else. */
#ifndef _KVRRP_TESTS_PACKETS_H
#define _KVRRP_TESTS_PACKETS_H

#include "unit.h"

struct packet {
	u8 bytes[VRRP_MAX_LEN + 64];
	size_t len;
	struct vrrp_rxmeta meta;
};

/*
 * Made by Scapy 2.5's VRRP and VRRPv3 layers, from 192.0.2.1 or fe80::1 to the
 * group. The message-only checksum of the first was added up by hand:
 * 3133 + 6402 + 0064 + c000 + 020a + c000 + 020b = 219ae, folded 19b0, not e64f.
 */
#define GOLDEN_V3_MESSAGE "31336402 0064e64f c000020a c000020b"
#define GOLDEN_V3_PSEUDO "31336402 006443bb c000020a c000020b"
#define GOLDEN_V3_RELEASE "31ff0001 0ffff13a c6336401"
#define GOLDEN_V2_PASS "21339601 010149a5 c000020a 7333637265740000"
#define GOLDEN_V2_OWNER "2101ff03 000399d4 c000020a c000020b c000020c 0000000000000000"
#define GOLDEN_V6 "3107c802 000adc74 fe800000000000000000000000000007" \
		  "20010db8000000000000000000000007"

static const struct {
	enum vrrp_family family;
	const char *hex;
} golden[] = {
	{ VRRP_IPV4, GOLDEN_V3_MESSAGE }, { VRRP_IPV4, GOLDEN_V3_PSEUDO },
	{ VRRP_IPV4, GOLDEN_V3_RELEASE }, { VRRP_IPV4, GOLDEN_V2_PASS },
	{ VRRP_IPV4, GOLDEN_V2_OWNER }, { VRRP_IPV6, GOLDEN_V6 },
};

static inline struct packet packet_from(enum vrrp_family family, const char *hex)
{
	struct packet p = {
		.meta = {
			.family = family,
			.ttl = 255,
			.source = host_addr(family, 1),
			.destination = group(family),
		},
	};
	unsigned int byte;
	int used;

	while (sscanf(hex, " %2x%n", &byte, &used) == 1) {
		p.bytes[p.len++] = (u8)byte;
		hex += used;
	}
	return p;
}

/* From memory of exactly the packet's size, so that reading past it is caught. */
static inline enum vrrp_drop parse_exact(struct vrrp_advert *adv, const struct packet *p)
{
	u8 *copy = malloc(p->len ? p->len : 1);
	enum vrrp_drop drop;

	memcpy(copy, p->bytes, p->len);
	drop = vrrp_parse(adv, copy, p->len, &p->meta);
	if (!drop)
		adv->addresses = p->bytes + (adv->addresses - copy);
	free(copy);
	return drop;
}

/*
 * The checksum once more, as arithmetic modulo 65535 and not as RFC 1071 carries.
 * @pseudo: put a pseudo-header before the message
 */
static inline void seal(struct packet *p, bool pseudo)
{
	size_t addr_len = p->meta.family == VRRP_IPV4 ? 4 : 16;
	u64 sum = 0;
	size_t i;

	p->bytes[6] = 0;
	p->bytes[7] = 0;
	for (i = 0; i < p->len; i++)
		sum += (u64)p->bytes[i] << (i % 2 ? 0 : 8);
	if (pseudo) {
		sum += 112 + p->len;
		for (i = 0; i < addr_len; i++) {
			sum += (u64)p->meta.source.b[i] << (i % 2 ? 0 : 8);
			sum += (u64)p->meta.destination.b[i] << (i % 2 ? 0 : 8);
		}
	}
	sum = 65535 - sum % 65535;
	p->bytes[6] = (u8)(sum >> 8);
	p->bytes[7] = (u8)sum;
}

static inline void assert_same(const struct vrrp_advert *left,
			       const struct vrrp_advert *right, size_t addr_len)
{
	assert_int_equal(left->version, right->version);
	assert_int_equal(left->vrid, right->vrid);
	assert_int_equal(left->priority, right->priority);
	assert_int_equal(left->count, right->count);
	assert_int_equal(left->interval_cs, right->interval_cs);
	assert_int_equal(left->auth_type, right->auth_type);
	assert_memory_equal(left->auth_data, right->auth_data, VRRP_AUTH_LEN);
	assert_memory_equal(left->addresses, right->addresses, left->count * addr_len);
}

#endif
