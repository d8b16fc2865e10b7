// SPDX-License-Identifier: GPL-2.0-or-later
/* The codec against packets that are cut, bent, padded, full or made of noise. */

#include "packets.h"

static const struct {
	enum vrrp_family family;
	const char *hex;
} golden[] = {
	{ VRRP_IPV4, GOLDEN_V3_MESSAGE }, { VRRP_IPV4, GOLDEN_V3_PSEUDO },
	{ VRRP_IPV4, GOLDEN_V3_RELEASE }, { VRRP_IPV4, GOLDEN_V2_PASS },
	{ VRRP_IPV4, GOLDEN_V2_OWNER }, { VRRP_IPV6, GOLDEN_V6 },
};

static void assert_same(const struct vrrp_advert *left, const struct vrrp_advert *right,
			size_t addr_len)
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

static void every_truncation_is_dropped(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		struct packet p = packet_from(golden[i].family, golden[i].hex);
		struct vrrp_advert adv;

		while (p.len--)
			assert_drop(parse_exact(&adv, &p), VRRP_DROP_TRUNCATED);
	}
}

/* Ones' complement arithmetic: a single bit always shows, reserved ones included. */
static void every_flipped_bit_is_dropped(void **state)
{
	size_t i, bit;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		struct packet p = packet_from(golden[i].family, golden[i].hex);
		struct vrrp_advert adv;

		for (bit = 0; bit < p.len * 8; bit++) {
			p.bytes[bit / 8] ^= (u8)(1u << bit % 8);
			if (!parse_exact(&adv, &p))
				fail_msg("golden packet %zu, bit %zu", i, bit);
			p.bytes[bit / 8] ^= (u8)(1u << bit % 8);
		}
		assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	}
}

/* Ethernet frames have at least 46 bytes of payload, whatever is in them. */
static void padding_does_not_matter(void **state)
{
	u64 seed = 112;
	size_t i, pad;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		struct packet p = packet_from(golden[i].family, golden[i].hex);
		struct packet padded = p;
		struct vrrp_advert before, after;

		assert_drop(parse_exact(&before, &p), VRRP_DROP_NONE);
		for (pad = 1; pad <= 46; pad++) {
			padded.bytes[padded.len++] = (u8)next_random(&seed);
			assert_drop(parse_exact(&after, &padded), VRRP_DROP_NONE);
			assert_int_equal(after.csum, before.csum);
			assert_same(&after, &before, vrrp_addr_len(golden[i].family));
		}
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

/* RFC 9568 erratum 8299 */
static void no_address_is_dropped(void **state)
{
	struct vrrp_advert adv = { .version = 3, .vrid = 1, .interval_cs = 100 };
	struct packet p = packet_from(VRRP_IPV4, "");
	struct vrrp_txmeta meta = { .family = VRRP_IPV4 };

	(void)state;
	p.len = vrrp_build(p.bytes, sizeof(p.bytes), &adv, &meta);
	assert_int_equal(p.len, 8);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_COUNT);
}

/* Mostly for the sanitizers; some of it gets as far as it can with a good checksum. */
static void noise_does_no_harm(void **state)
{
	unsigned int reasons[VRRP_DROP_MAX] = { 0 };
	u64 seed = 9568;
	unsigned int round;
	size_t i;

	(void)state;
	for (round = 0; round < 200000; round++) {
		enum vrrp_family family = next_random(&seed) % 2 ? VRRP_IPV4 : VRRP_IPV6;
		struct packet p = packet_from(family, "");
		struct vrrp_advert adv;
		enum vrrp_drop drop;

		p.len = random_below(&seed, 64);
		for (i = 0; i < p.len; i++)
			p.bytes[i] = (u8)next_random(&seed);
		if (p.len >= 8 && round % 4) {
			p.bytes[0] = round % 4 == 1 ? 0x21 : 0x31;
			p.bytes[3] %= 4;
			p.len = 8 + p.bytes[3] * vrrp_addr_len(family);
			p.len += round % 4 == 1 ? 8 : 0;
			seal(&p, family == VRRP_IPV6);
		}
		drop = parse_exact(&adv, &p);
		assert_in_range(drop, VRRP_DROP_NONE, VRRP_DROP_MAX - 1);
		reasons[drop]++;
	}
	assert_true(reasons[VRRP_DROP_NONE] > 1000);
	assert_true(reasons[VRRP_DROP_TRUNCATED] > 1000);
	assert_true(reasons[VRRP_DROP_COUNT] > 1000);
	assert_true(reasons[VRRP_DROP_FIRST_ADDRESS] > 1000);
}

static void authentication_data_is_compared_in_full(void **state)
{
	u8 left[VRRP_AUTH_LEN] = "s3cret";
	u8 right[VRRP_AUTH_LEN] = "s3cret";
	unsigned int bit;

	(void)state;
	assert_true(vrrp_auth_equal(left, right));
	for (bit = 0; bit < 8 * VRRP_AUTH_LEN; bit++) {
		right[bit / 8] ^= (u8)(1u << bit % 8);
		assert_false(vrrp_auth_equal(left, right));
		right[bit / 8] ^= (u8)(1u << bit % 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_truncation_is_dropped),
		cmocka_unit_test(every_flipped_bit_is_dropped),
		cmocka_unit_test(padding_does_not_matter),
		cmocka_unit_test(every_count_makes_the_round_trip),
		cmocka_unit_test(no_address_is_dropped),
		cmocka_unit_test(noise_does_no_harm),
		cmocka_unit_test(authentication_data_is_compared_in_full),
	};

	return cmocka_run_group_tests_name("damaged packets", tests, NULL, NULL);
}
