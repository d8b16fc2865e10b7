// SPDX-License-Identifier: GPL-2.0-or-later
/* The sentence that comes of a refusal, and integers of either width. */
#include "daemon.h"

#include <errno.h>
#include <netlink/genl/genl.h>

#include "kernel/client.h"
#include "kernel/field.h"
#include "kernel/instance.h"
#include "kernel/request.h"

static struct kvrrp_client client = { .family = 30 };

struct request {
	struct nl_msg *msg;
	int addresses, second, label;	/* where they stand */
};

static int here(struct nl_msg *msg)
{
	return nlmsg_hdr(msg)->nlmsg_len;
}

/* vrid, and two addresses of which the second has a label */
static struct request make_request(void)
{
	struct nl_msg *msg = kvrrp_request_new(&client, KVRRP_CMD_INST_NEW, 0, 512);
	struct request request = { .msg = msg };
	struct nlattr *list, *address;

	nla_put_u32(msg, KVRRP_A_INST_VRID, 51);
	request.addresses = here(msg);
	list = nla_nest_start(msg, KVRRP_A_INST_ADDRESSES);
	address = nla_nest_start(msg, KVRRP_A_ADDRESSES_ADDRESS);
	nla_put_u32(msg, KVRRP_A_ADDRESS_PREFIX_LENGTH, 24);
	nla_nest_end(msg, address);
	request.second = here(msg);
	address = nla_nest_start(msg, KVRRP_A_ADDRESSES_ADDRESS);
	nla_put_u32(msg, KVRRP_A_ADDRESS_PREFIX_LENGTH, 24);
	request.label = here(msg);
	nla_put_string(msg, KVRRP_A_ADDRESS_LABEL, "eth0:0");
	nla_nest_end(msg, address);
	nla_nest_end(msg, list);
	return request;
}

/* The sentence for a refusal with these words and numbers; negative: not sent. */
static const char *describe(const char *words, int offset, int missing, int nest)
{
	static char text[KVRRP_ERROR_SIZE];
	struct request request = make_request();
	struct nl_msg *extack = nlmsg_alloc();
	struct nlattr *first;

	nlmsg_put(extack, 0, 0, NLMSG_ERROR, 0, 0);
	if (words)
		nla_put_string(extack, NLMSGERR_ATTR_MSG, words);
	if (offset >= 0)
		nla_put_u32(extack, NLMSGERR_ATTR_OFFS, offset);
	if (missing >= 0)
		nla_put_u32(extack, NLMSGERR_ATTR_MISS_TYPE, missing);
	if (nest >= 0)
		nla_put_u32(extack, NLMSGERR_ATTR_MISS_NEST, nest);
	first = nlmsg_attrdata(nlmsg_hdr(extack), 0);
	kvrrp_extack_describe(text, sizeof(text), -EINVAL, nlmsg_hdr(request.msg), first,
			      nlmsg_attrlen(nlmsg_hdr(extack), 0));
	nlmsg_free(extack);
	nlmsg_free(request.msg);
	return text;
}

static void names_what_is_to_blame(void **state)
{
	struct request at = make_request();
	int first = NLMSG_HDRLEN + GENL_HDRLEN;

	(void)state;
	nlmsg_free(at.msg);
	assert_string_equal(describe("no", -1, -1, -1), "no");
	assert_string_equal(describe(NULL, -1, -1, -1), "Invalid argument");
	assert_string_equal(describe("no", first, -1, -1), "no (attribute vrid)");
	assert_string_equal(describe("no", at.addresses, -1, -1), "no (attribute addresses)");
	assert_string_equal(describe("no", at.second, -1, -1), "no (attribute address, address 2)");
	assert_string_equal(describe("no", at.label, -1, -1), "no (attribute label, address 2)");
	assert_string_equal(describe("no", -1, KVRRP_A_INST_NAME, -1), "no (attribute name)");
	assert_string_equal(describe("no", -1, KVRRP_A_ADDRESS_ADDRESS, at.second),
			    "no (attribute address, address 2)");
}

static void stands_nonsense(void **state)
{
	int offset;

	(void)state;
	for (offset = 0; offset < 300; offset++) {
		assert_int_equal(strncmp(describe("no", offset, -1, -1), "no", 2), 0);
		assert_int_equal(strncmp(describe("no", -1, offset, offset), "no", 2), 0);
	}
	assert_string_equal(describe("no", 0x7fffffff, -1, -1), "no");
	assert_string_equal(describe("no", -1, 0x7fffffff, -1), "no");
}

static void takes_either_width(void **state)
{
	struct nl_msg *msg = nlmsg_alloc();
	struct kvrrp_instance inst = { 0 };

	(void)state;
	nlmsg_put(msg, 0, 0, 30, 0, 0);
	nla_put_u64(msg, KVRRP_A_INST_PRIORITY, 100);
	nla_put_u32(msg, KVRRP_A_INST_SKEW_TIME_US, 6094);
	nla_put(msg, KVRRP_A_INST_VRID, 3, "abc");
	nla_put(msg, KVRRP_A_INST_MASTER_ADDRESS, 5, "abcde");
	nla_put_string(msg, KVRRP_A_INST_INTERFACE, "a-name-that-is-far-too-long");
	nla_put_u32(msg, KVRRP_A_INST_MAX + 7, 1);
	assert_int_equal(kvrrp_instance_decode(&inst, nlmsg_attrdata(nlmsg_hdr(msg), 0),
					       nlmsg_attrlen(nlmsg_hdr(msg), 0)), 0);
	assert_int_equal(inst.priority, 100);
	assert_int_equal(inst.skew_time_us, 6094);
	assert_int_equal(inst.vrid, 0);
	assert_int_equal(inst.master_address.family, 0);
	assert_string_equal(inst.interface, "a-name-that-is-");
	kvrrp_instance_clear(&inst);
	nlmsg_free(msg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_what_is_to_blame),
		cmocka_unit_test(stands_nonsense),
		cmocka_unit_test(takes_either_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
