// SPDX-License-Identifier: GPL-2.0-or-later
/* The codec: known packets, every receive check of RFC 9568 7.1. */

#include "packets.h"

static const u8 two_addresses[] = { 192, 0, 2, 10, 192, 0, 2, 11 };

/* RFC 9568 5.2.8 */
static void v3_checksum_over_message_alone(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.version, 3);
	assert_int_equal(adv.vrid, 51);
	assert_int_equal(adv.priority, 100);
	assert_int_equal(adv.count, 2);
	assert_int_equal(adv.interval_cs, 100);
	assert_int_equal(adv.auth_type, VRRP_AUTH_NONE);
	assert_int_equal(adv.csum, VRRP_CSUM_MESSAGE);
	assert_memory_equal(&adv.source, &p.meta.source, sizeof(adv.source));
	assert_memory_equal(adv.addresses, two_addresses, sizeof(two_addresses));
}

/* RFC 5798 5.2.8 as keepalived, FRR and VPP read it */
static void v3_checksum_with_pseudo_header(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_PSEUDO);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.csum, VRRP_CSUM_PSEUDO);
	assert_memory_equal(adv.addresses, two_addresses, sizeof(two_addresses));

	p.meta.source.b[3]++;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_CHECKSUM);
}

static void v3_priority_zero_and_longest_interval(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_RELEASE);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.vrid, 255);
	assert_int_equal(adv.priority, VRRP_PRIO_RELEASE);
	assert_int_equal(adv.interval_cs, 4095);
}

/* RFC 2338 5.3.6: simple text password */
static void v2_with_password(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V2_PASS);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.version, 2);
	assert_int_equal(adv.vrid, 51);
	assert_int_equal(adv.priority, 150);
	assert_int_equal(adv.count, 1);
	assert_int_equal(adv.interval_cs, 100);
	assert_int_equal(adv.auth_type, VRRP_AUTH_PASS);
	assert_memory_equal(adv.auth_data, "s3cret\0", VRRP_AUTH_LEN);
	assert_int_equal(adv.csum, VRRP_CSUM_MESSAGE);
}

/* RFC 3768 5.3.10: the eight bytes are there without authentication, too */
static void v2_without_authentication(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V2_OWNER);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.priority, VRRP_PRIO_OWNER);
	assert_int_equal(adv.count, 3);
	assert_int_equal(adv.interval_cs, 300);
	assert_int_equal(adv.auth_type, VRRP_AUTH_NONE);

	/* RFC 3768 5.3.8: no pseudo-header in VRRPv2 */
	seal(&p, true);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_CHECKSUM);
}

/* RFC 9568 5.2.8: IPv6 always has a pseudo-header */
static void v6_checksum_with_pseudo_header(void **state)
{
	struct packet p = packet_from(VRRP_IPV6, GOLDEN_V6);
	struct vrrp_advert adv;

	(void)state;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
	assert_int_equal(adv.vrid, 7);
	assert_int_equal(adv.priority, 200);
	assert_int_equal(adv.interval_cs, 10);
	assert_int_equal(adv.count, 2);
	assert_int_equal(adv.csum, VRRP_CSUM_PSEUDO);
	assert_memory_equal(adv.addresses + 16, p.bytes + 24, 16);

	seal(&p, false);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_CHECKSUM);
}

/* RFC 9568 5.1.1.3 */
static void ttl_must_be_255(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct vrrp_advert adv;
	unsigned int ttl;

	(void)state;
	for (ttl = 0; ttl < 255; ttl++) {
		p.meta.ttl = (u8)ttl;
		assert_drop(parse_exact(&adv, &p), VRRP_DROP_TTL);
	}
}

/* RFC 9568 5.1.1.2, 5.1.2.2 */
static void destination_must_be_the_group(void **state)
{
	struct packet four = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct packet six = packet_from(VRRP_IPV6, GOLDEN_V6);
	struct vrrp_advert adv;

	(void)state;
	four.meta.destination.b[3] = 17;
	assert_drop(parse_exact(&adv, &four), VRRP_DROP_DESTINATION);
	four.meta.destination = v4(2);
	assert_drop(parse_exact(&adv, &four), VRRP_DROP_DESTINATION);
	six.meta.destination.b[15] = 1;
	assert_drop(parse_exact(&adv, &six), VRRP_DROP_DESTINATION);
}

static void version_and_type(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct packet six = packet_from(VRRP_IPV6, GOLDEN_V6);
	struct vrrp_advert adv;
	unsigned int nibble;

	(void)state;
	for (nibble = 0; nibble < 16; nibble++) {
		if (nibble != 2 && nibble != 3) {
			p.bytes[0] = (u8)(nibble << 4 | 1);
			seal(&p, false);
			assert_drop(parse_exact(&adv, &p), VRRP_DROP_VERSION);
		}
		if (nibble != 1) {
			p.bytes[0] = (u8)(3 << 4 | nibble);
			seal(&p, false);
			assert_drop(parse_exact(&adv, &p), VRRP_DROP_TYPE);
		}
	}
	six.bytes[0] = 0x21;
	seal(&six, true);
	assert_drop(parse_exact(&adv, &six), VRRP_DROP_VERSION);
}

/* RFC 9568 erratum 8301, and the same for VRRPv2 */
static void interval_must_not_be_zero(void **state)
{
	struct packet three = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct packet two = packet_from(VRRP_IPV4, GOLDEN_V2_PASS);
	struct vrrp_advert adv;

	(void)state;
	three.bytes[4] = 0xf0;	/* reserved bits are not part of it */
	three.bytes[5] = 0;
	seal(&three, false);
	assert_drop(parse_exact(&adv, &three), VRRP_DROP_INTERVAL);
	two.bytes[5] = 0;
	seal(&two, false);
	assert_drop(parse_exact(&adv, &two), VRRP_DROP_INTERVAL);
	two.bytes[5] = 255;
	seal(&two, false);
	assert_drop(parse_exact(&adv, &two), VRRP_DROP_NONE);
	assert_int_equal(adv.interval_cs, 25500);
}

/* RFC 9568 5.2.6: reserved, ignored on reception */
static void reserved_bits_are_masked(void **state)
{
	struct packet p = packet_from(VRRP_IPV4, GOLDEN_V3_MESSAGE);
	struct vrrp_advert adv;
	unsigned int bits;

	(void)state;
	for (bits = 0; bits < 16; bits++) {
		p.bytes[4] = (u8)(bits << 4);
		seal(&p, bits % 2);
		assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
		assert_int_equal(adv.interval_cs, 100);
	}
}

/* RFC 9568 erratum 8300 */
static void first_ipv6_address_must_be_link_local(void **state)
{
	static const struct { u8 first, second; bool good; } prefix[] = {
		{ 0xfe, 0x80, true }, { 0xfe, 0xbf, true }, { 0xfe, 0xc0, false },
		{ 0xfe, 0x7f, false }, { 0xff, 0x80, false }, { 0x20, 0x01, false },
	};
	struct packet p = packet_from(VRRP_IPV6, GOLDEN_V6);
	struct vrrp_advert adv;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(prefix); i++) {
		p.bytes[8] = prefix[i].first;
		p.bytes[9] = prefix[i].second;
		seal(&p, true);
		assert_drop(parse_exact(&adv, &p),
			    prefix[i].good ? VRRP_DROP_NONE : VRRP_DROP_FIRST_ADDRESS);
	}
}

/* A packet with everything wrong, mended one thing at a time. */
static void checks_come_in_their_order(void **state)
{
	struct packet p = packet_from(VRRP_IPV6, GOLDEN_V6);
	struct vrrp_advert adv;
	size_t whole = p.len;

	(void)state;
	p.meta.ttl = 64;
	p.meta.destination.b[0] = 0;
	p.bytes[0] = 0x42;
	p.bytes[3] = 0;
	p.bytes[5] = 0;
	p.bytes[8] = 0x20;
	p.len = 7;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_TTL);
	p.meta.ttl = 255;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_DESTINATION);
	p.meta.destination = group(VRRP_IPV6);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_TRUNCATED);
	p.len = 8;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_VERSION);
	p.bytes[0] = 0x32;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_TYPE);
	p.bytes[0] = 0x31;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_COUNT);
	p.bytes[3] = 2;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_TRUNCATED);
	p.len = whole;
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_CHECKSUM);
	seal(&p, true);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_INTERVAL);
	p.bytes[5] = 10;
	seal(&p, true);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_FIRST_ADDRESS);
	p.bytes[8] = 0xfe;
	seal(&p, true);
	assert_drop(parse_exact(&adv, &p), VRRP_DROP_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v3_checksum_over_message_alone),
		cmocka_unit_test(v3_checksum_with_pseudo_header),
		cmocka_unit_test(v3_priority_zero_and_longest_interval),
		cmocka_unit_test(v2_with_password),
		cmocka_unit_test(v2_without_authentication),
		cmocka_unit_test(v6_checksum_with_pseudo_header),
		cmocka_unit_test(ttl_must_be_255),
		cmocka_unit_test(destination_must_be_the_group),
		cmocka_unit_test(version_and_type),
		cmocka_unit_test(interval_must_not_be_zero),
		cmocka_unit_test(reserved_bits_are_masked),
		cmocka_unit_test(first_ipv6_address_must_be_link_local),
		cmocka_unit_test(checks_come_in_their_order),
	};

	return cmocka_run_group_tests_name("codec", tests, NULL, NULL);
}
