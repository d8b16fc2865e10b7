// SPDX-License-Identifier: GPL-2.0-or-later
/* The codec against packets that are cut, bent, padded, full or made of noise. */

#include "packets.h"

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
		cmocka_unit_test(no_address_is_dropped),
		cmocka_unit_test(noise_does_no_harm),
		cmocka_unit_test(authentication_data_is_compared_in_full),
	};

	return cmocka_run_group_tests_name("damaged packets", tests, NULL, NULL);
}
