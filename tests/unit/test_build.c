// SPDX-License-Identifier: GPL-2.0-or-later
/* Building: known packets again, everything that fits, nothing that does not. */

#include "packets.h"

/* What we read from a known packet builds that packet again. */
static void building_gives_the_known_bytes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		struct packet p = packet_from(golden[i].family, golden[i].hex);
		struct vrrp_txmeta meta = {
			.family = p.meta.family,
			.source = p.meta.source,
			.destination = p.meta.destination,
		};
		struct vrrp_advert adv;
		u8 out[64];

		assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
		meta.csum = adv.csum;
		assert_int_equal(vrrp_build(out, sizeof(out), &adv, &meta), p.len);
		assert_memory_equal(out, p.bytes, p.len);
	}
}

static void building_refuses_what_has_no_encoding(void **state)
{
	static const struct {
		u8 version;
		enum vrrp_family family;
		u16 interval_cs;
		size_t len;
	} row[] = {
		{ 3, VRRP_IPV4, 1, 12 }, { 3, VRRP_IPV4, 4095, 12 },
		{ 3, VRRP_IPV4, 0, 0 }, { 3, VRRP_IPV4, 4096, 0 },
		{ 3, VRRP_IPV6, 1, 24 }, { 3, VRRP_IPV6, 4096, 0 },
		{ 2, VRRP_IPV4, 100, 20 }, { 2, VRRP_IPV4, 25500, 20 },
		{ 2, VRRP_IPV4, 0, 0 }, { 2, VRRP_IPV4, 25600, 0 },
		{ 2, VRRP_IPV4, 99, 0 }, { 2, VRRP_IPV4, 150, 0 },
		{ 2, VRRP_IPV6, 100, 0 }, { 1, VRRP_IPV4, 100, 0 },
		{ 4, VRRP_IPV4, 100, 0 }, { 0, VRRP_IPV6, 100, 0 },
	};
	u8 address[16] = { 0xfe, 0x80 };
	u8 out[64];
	size_t i, cap;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(row); i++) {
		struct vrrp_advert adv = {
			.version = row[i].version,
			.vrid = 1,
			.priority = 100,
			.count = 1,
			.interval_cs = row[i].interval_cs,
			.addresses = address,
		};
		struct vrrp_txmeta meta = {
			.family = row[i].family,
			.source = host_addr(row[i].family, 1),
			.destination = group(row[i].family),
		};

		assert_int_equal(vrrp_build(out, sizeof(out), &adv, &meta), row[i].len);
		for (cap = 0; cap < row[i].len; cap++)
			assert_int_equal(vrrp_build(out, cap, &adv, &meta), 0);
		assert_int_equal(vrrp_build(out, row[i].len, &adv, &meta), row[i].len);
	}
}

static void round_trip(u8 version, enum vrrp_family family, enum vrrp_csum csum)
{
	size_t addr_len = vrrp_addr_len(family);
	u8 addresses[VRRP_MAX_COUNT * 16];
	u64 seed = version * 7919u + family;
	unsigned int count;
	size_t i;

	for (i = 0; i < sizeof(addresses); i++)
		addresses[i] = (u8)next_random(&seed);
	addresses[0] = 0xfe;
	addresses[1] = 0x80;

	for (count = 1; count <= VRRP_MAX_COUNT; count++) {
		struct vrrp_advert out = {
			.version = version,
			.vrid = (u8)(256 - count),
			.priority = (u8)next_random(&seed),
			.count = (u8)count,
			.interval_cs = (u16)(version == 2 ? count * 100 : count * 16),
			.addresses = addresses,
		};
		struct packet p = {
			.meta = {
				.family = family,
				.ttl = 255,
				.source = host_addr(family, (u8)count),
				.destination = group(family),
			},
		};
		struct vrrp_txmeta meta = {
			.family = family,
			.csum = csum,
			.source = p.meta.source,
			.destination = p.meta.destination,
		};
		struct vrrp_advert in;

		if (version == 2) {
			out.auth_type = VRRP_AUTH_PASS;
			memcpy(out.auth_data, &seed, VRRP_AUTH_LEN);
		}
		p.len = vrrp_build(p.bytes, sizeof(p.bytes), &out, &meta);
		assert_int_equal(p.len, 8 + count * addr_len + (version == 2 ? 8 : 0));
		assert_true(p.len <= VRRP_MAX_LEN);
		assert_drop(parse_exact(&in, &p), VRRP_DROP_NONE);
		assert_int_equal(in.csum, csum);
		assert_same(&in, &out, addr_len);
	}
}

static void every_count_makes_the_round_trip(void **state)
{
	(void)state;
	round_trip(2, VRRP_IPV4, VRRP_CSUM_MESSAGE);
	round_trip(3, VRRP_IPV4, VRRP_CSUM_MESSAGE);
	round_trip(3, VRRP_IPV4, VRRP_CSUM_PSEUDO);
	round_trip(3, VRRP_IPV6, VRRP_CSUM_PSEUDO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(building_gives_the_known_bytes),
		cmocka_unit_test(building_refuses_what_has_no_encoding),
		cmocka_unit_test(every_count_makes_the_round_trip),
	};

	return cmocka_run_group_tests_name("building", tests, NULL, NULL);
}
