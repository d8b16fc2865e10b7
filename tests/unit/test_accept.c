// SPDX-License-Identifier: GPL-2.0-or-later
/* The receive checks that need a configuration, and the adverts one makes. */

#include "router.h"

static struct vrrp_cfg password_cfg(void)
{
	struct router r = router(100, 100);

	r.cfg.version = 2;
	r.cfg.auth_type = VRRP_AUTH_PASS;
	memcpy(r.cfg.auth_data, "s3cret\0", VRRP_AUTH_LEN);
	return r.cfg;
}

/* What a peer with the same configuration sends. */
static struct vrrp_advert peer_advert(const struct vrrp_cfg *cfg)
{
	struct vrrp_advert adv = { .count = 1 };

	vrrp_advert_from_cfg(&adv, cfg, cfg->priority);
	adv.source = v4(1);
	return adv;
}

static void a_peer_like_us_is_accepted(void **state)
{
	struct router r = router(100, 100);
	struct vrrp_cfg pass = password_cfg();
	struct vrrp_advert adv;

	(void)state;
	adv = peer_advert(&r.cfg);
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_NONE);
	r.cfg.version = 2;
	adv = peer_advert(&r.cfg);
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_NONE);
	adv = peer_advert(&pass);
	assert_drop(vrrp_accept(&pass, &adv), VRRP_DROP_NONE);
}

static void version_must_be_ours(void **state)
{
	struct router r = router(100, 100);
	struct vrrp_advert adv = peer_advert(&r.cfg);

	(void)state;
	adv.version = 2;
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_VERSION);
	r.cfg.version = 2;
	adv.version = 3;
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_VERSION);
}

/* RFC 2338 7.1 */
static void v2_authentication_must_be_ours(void **state)
{
	struct vrrp_cfg cfg = password_cfg();
	struct vrrp_advert adv = peer_advert(&cfg);

	(void)state;
	adv.auth_data[7] = 1;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_AUTH_DATA);
	adv.auth_type = VRRP_AUTH_NONE;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_AUTH_TYPE);

	cfg.auth_type = VRRP_AUTH_NONE;
	adv.auth_type = VRRP_AUTH_PASS;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_AUTH_TYPE);
	adv.auth_type = 2;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_AUTH_TYPE);
	/* RFC 3768 5.3.10: what comes in the field without authentication is ignored */
	adv.auth_type = VRRP_AUTH_NONE;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_NONE);
}

/* RFC 3768 7.1, but not RFC 9568 7.1 */
static void only_v2_insists_on_the_interval(void **state)
{
	struct vrrp_cfg cfg = password_cfg();
	struct vrrp_advert adv = peer_advert(&cfg);

	(void)state;
	adv.interval_cs = 200;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_INTERVAL);
	cfg.version = 3;
	adv.version = 3;
	assert_drop(vrrp_accept(&cfg, &adv), VRRP_DROP_NONE);
}

static void our_own_packet_is_not_news(void **state)
{
	struct router r = router(100, 100);
	struct vrrp_advert adv = peer_advert(&r.cfg);

	(void)state;
	adv.source = r.cfg.source;
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_OWN);
	/* even if it was sent before the configuration changed */
	adv.version = 2;
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_OWN);

	r.cfg.family = VRRP_IPV6;
	r.cfg.source = v6(1);
	adv.version = 3;
	adv.source = v6(2);
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_NONE);
	adv.source = v6(1);
	assert_drop(vrrp_accept(&r.cfg, &adv), VRRP_DROP_OWN);
}

static void adverts_say_what_is_configured(void **state)
{
	static const u8 nothing[VRRP_AUTH_LEN];
	struct vrrp_cfg cfg = password_cfg();
	u8 addresses[4] = { 0 };
	struct vrrp_advert adv;

	(void)state;
	memset(&adv, 0xa5, sizeof(adv));
	adv.count = 1;
	adv.addresses = addresses;
	vrrp_advert_from_cfg(&adv, &cfg, VRRP_PRIO_RELEASE);
	assert_int_equal(adv.version, 2);
	assert_int_equal(adv.vrid, 51);
	assert_int_equal(adv.priority, 0);
	assert_int_equal(adv.interval_cs, 100);
	assert_int_equal(adv.auth_type, VRRP_AUTH_PASS);
	assert_memory_equal(adv.auth_data, "s3cret\0", VRRP_AUTH_LEN);
	assert_memory_equal(&adv.source, &cfg.source, sizeof(adv.source));
	assert_int_equal(adv.count, 1);
	assert_ptr_equal(adv.addresses, addresses);

	/* no password leaves in an advert that has no authentication */
	cfg.version = 3;
	vrrp_advert_from_cfg(&adv, &cfg, cfg.priority);
	assert_int_equal(adv.priority, 100);
	assert_int_equal(adv.auth_type, VRRP_AUTH_NONE);
	assert_memory_equal(adv.auth_data, nothing, VRRP_AUTH_LEN);
	cfg.version = 2;
	cfg.auth_type = VRRP_AUTH_NONE;
	vrrp_advert_from_cfg(&adv, &cfg, cfg.priority);
	assert_memory_equal(adv.auth_data, nothing, VRRP_AUTH_LEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_peer_like_us_is_accepted),
		cmocka_unit_test(version_must_be_ours),
		cmocka_unit_test(v2_authentication_must_be_ours),
		cmocka_unit_test(only_v2_insists_on_the_interval),
		cmocka_unit_test(our_own_packet_is_not_news),
		cmocka_unit_test(adverts_say_what_is_configured),
	};

	return cmocka_run_group_tests_name("accept", tests, NULL, NULL);
}
