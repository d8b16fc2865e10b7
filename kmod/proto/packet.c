// SPDX-License-Identifier: GPL-2.0-only
/* The codec: what wire.h draws, checked on the way in, made on the way out. */

#include "packet.h"

static const u8 group_v4[] = { 224, 0, 0, 18 };
static const u8 group_v6[] = { 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12 };

static u16 get_be16(const u8 *bytes)
{
	return (u16)(bytes[0] << 8 | bytes[1]);
}

static void put_be16(u8 *bytes, u16 value)
{
	bytes[0] = (u8)(value >> 8);
	bytes[1] = (u8)value;
}

/* RFC 1071; @len is even, and so short that no carry is lost before fold(). */
static u32 sum_bytes(u32 sum, const u8 *bytes, size_t len)
{
	for (; len; bytes += 2, len -= 2)
		sum += get_be16(bytes);
	return sum;
}

static u16 fold(u32 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (u16)sum;
}

/*
 * RFC 8200 8.1. Where an implementation puts a pseudo-header before IPv4, too,
 * its fields are narrower but their sum is the same.
 */
static u32 sum_pseudo(enum vrrp_family family, const struct vrrp_addr *source,
		      const struct vrrp_addr *destination, size_t len)
{
	size_t addr_len = vrrp_addr_len(family);
	u32 sum = VRRP_IPPROTO + (u32)len;

	sum = sum_bytes(sum, source->b, addr_len);
	return sum_bytes(sum, destination->b, addr_len);
}

/* Bytes of an advertisement, without what a link may have put behind it. */
static size_t advert_len(u8 version, enum vrrp_family family, u8 count)
{
	size_t auth_len = version == 2 ? VRRP_AUTH_LEN : 0;

	return sizeof(struct vrrp_wire) + count * vrrp_addr_len(family) + auth_len;
}

/* VRRPv2 is older than IPv6 in VRRP. */
static bool known_version(u8 version, enum vrrp_family family)
{
	return version == 3 || (version == 2 && family == VRRP_IPV4);
}

static bool is_group(const struct vrrp_addr *addr, enum vrrp_family family)
{
	const u8 *group = family == VRRP_IPV4 ? group_v4 : group_v6;

	return !memcmp(addr->b, group, vrrp_addr_len(family));
}

/* fe80::/10 */
static bool is_link_local(const u8 *addr)
{
	return addr[0] == 0xfe && (addr[1] & 0xc0) == 0x80;
}

/* Is the checksum right in one of the forms that packet.h tells about? Which? */
static bool verify_checksum(enum vrrp_csum *form, const struct vrrp_wire *wire, size_t len,
			    u8 version, const struct vrrp_rxmeta *meta)
{
	u32 sum = sum_bytes(0, (const u8 *)wire, len);

	if (meta->family == VRRP_IPV4 && fold(sum) == 0xffff) {
		*form = VRRP_CSUM_MESSAGE;
		return true;
	}
	if (version == 2)
		return false;
	*form = VRRP_CSUM_PSEUDO;
	sum += sum_pseudo(meta->family, &meta->source, &meta->destination, len);
	return fold(sum) == 0xffff;
}

static u16 wire_interval_cs(const struct vrrp_wire *wire, u8 version)
{
	if (version == 2)
		return (u16)(wire->v2.advert_int * 100);
	return get_be16(wire->max_advert_int) & VRRP_INTERVAL_CS_MAX;
}

enum vrrp_drop vrrp_parse(struct vrrp_advert *adv, const void *buf, size_t len,
			  const struct vrrp_rxmeta *meta)
{
	const struct vrrp_wire *wire = buf;
	const u8 *addresses = (const u8 *)(wire + 1);
	enum vrrp_csum csum;
	size_t full_len;
	u8 version;

	if (meta->ttl != VRRP_TTL)
		return VRRP_DROP_TTL;
	if (!is_group(&meta->destination, meta->family))
		return VRRP_DROP_DESTINATION;
	if (len < sizeof(*wire))
		return VRRP_DROP_TRUNCATED;
	version = wire->version_type >> 4;
	if (!known_version(version, meta->family))
		return VRRP_DROP_VERSION;
	if ((wire->version_type & 0xf) != VRRP_TYPE_ADVERT)
		return VRRP_DROP_TYPE;
	if (!wire->count)
		return VRRP_DROP_COUNT;
	full_len = advert_len(version, meta->family, wire->count);
	if (len < full_len)
		return VRRP_DROP_TRUNCATED;
	if (!verify_checksum(&csum, wire, full_len, version, meta))
		return VRRP_DROP_CHECKSUM;
	if (!wire_interval_cs(wire, version))
		return VRRP_DROP_INTERVAL;
	if (meta->family == VRRP_IPV6 && !is_link_local(addresses))
		return VRRP_DROP_FIRST_ADDRESS;

	*adv = (struct vrrp_advert) {
		.version	= version,
		.vrid		= wire->vrid,
		.priority	= wire->priority,
		.count		= wire->count,
		.interval_cs	= wire_interval_cs(wire, version),
		.csum		= csum,
		.source		= meta->source,
		.addresses	= addresses,
	};
	if (version == 2) {
		adv->auth_type = wire->v2.auth_type;
		memcpy(adv->auth_data, (const u8 *)buf + full_len - VRRP_AUTH_LEN,
		       VRRP_AUTH_LEN);
	}
	return VRRP_DROP_NONE;
}

/* Writes the interval in the version's own unit, if it has one for it. */
static bool put_interval(struct vrrp_wire *wire, u8 version, u16 interval_cs)
{
	u16 max = version == 2 ? VRRP_INTERVAL_CS_MAX_V2 : VRRP_INTERVAL_CS_MAX;

	if (!interval_cs || interval_cs > max)
		return false;
	if (version == 3) {
		put_be16(wire->max_advert_int, interval_cs);
		return true;
	}
	wire->v2.advert_int = (u8)(interval_cs / 100);
	return interval_cs % 100 == 0;
}

size_t vrrp_build(void *buf, size_t cap, const struct vrrp_advert *adv,
		  const struct vrrp_txmeta *meta)
{
	size_t addresses_len = adv->count * vrrp_addr_len(meta->family);
	size_t len = advert_len(adv->version, meta->family, adv->count);
	struct vrrp_wire *wire = buf;
	u8 *addresses = (u8 *)(wire + 1);
	u32 sum;

	if (cap < len || !known_version(adv->version, meta->family))
		return 0;

	*wire = (struct vrrp_wire) {
		.version_type	= (u8)(adv->version << 4 | VRRP_TYPE_ADVERT),
		.vrid		= adv->vrid,
		.priority	= adv->priority,
		.count		= adv->count,
	};
	if (!put_interval(wire, adv->version, adv->interval_cs))
		return 0;
	if (addresses_len)
		memcpy(addresses, adv->addresses, addresses_len);
	if (adv->version == 2) {
		wire->v2.auth_type = adv->auth_type;
		memcpy(addresses + addresses_len, adv->auth_data, VRRP_AUTH_LEN);
	}

	sum = sum_bytes(0, buf, len);
	if (meta->family == VRRP_IPV6 ||
	    (adv->version == 3 && meta->csum == VRRP_CSUM_PSEUDO))
		sum += sum_pseudo(meta->family, &meta->source, &meta->destination, len);
	put_be16(wire->checksum, (u16)~fold(sum));
	return len;
}

bool vrrp_auth_equal(const u8 *left, const u8 *right)
{
	u8 differ = 0;
	int i;

	for (i = 0; i < VRRP_AUTH_LEN; i++)
		differ |= left[i] ^ right[i];
	return !differ;
}
