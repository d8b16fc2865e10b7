// SPDX-License-Identifier: GPL-2.0-or-later
/* From what the kernel has to what is wanted: which requests, in which order. */
#include "daemon.h"

#include "sync/diff.h"

static struct kvrrp_address address = {
	.ip = { .family = AF_INET, .bytes = { 10, 0, 0, 1 } },
	.prefix_length = 24,
	.ifindex = 2,
};

static struct kvrrp_instance make(const char *name, uint32_t ifindex, uint32_t vrid)
{
	struct kvrrp_instance inst = {
		.ifindex = ifindex,
		.vrid = vrid,
		.family = AF_INET,
		.version = 3,
		.priority = 100,
		.advert_interval_ms = 1000,
		.addresses = &address,
		.address_count = 1,
	};

	snprintf(inst.name, sizeof(inst.name), "%s", name);
	return inst;
}

static struct kvrrp_wanted want(const char *name, uint32_t ifindex, uint32_t vrid)
{
	return (struct kvrrp_wanted){ .inst = make(name, ifindex, vrid) };
}

struct expected {
	enum kvrrp_op_type type;
	const char *name;
	uint32_t ifindex;
	unsigned int fields;
};

static void expect(const struct kvrrp_wanted *wanted, size_t wanted_count,
		   const struct kvrrp_instance *current, size_t current_count,
		   const struct expected *expected, size_t expected_count)
{
	struct kvrrp_ops ops;

	assert_int_equal(kvrrp_diff(wanted, wanted_count, current, current_count, &ops), 0);
	assert_int_equal(ops.count, expected_count);
	for (size_t i = 0; i < expected_count; i++) {
		assert_int_equal(ops.entries[i].type, expected[i].type);
		assert_string_equal(ops.entries[i].inst.name, expected[i].name);
		assert_int_equal(ops.entries[i].inst.ifindex, expected[i].ifindex);
		assert_int_equal(ops.entries[i].fields, expected[i].fields);
	}
	free(ops.entries);
}

static void nothing_wanted_nothing_there(void **state)
{
	(void)state;
	expect(NULL, 0, NULL, 0, NULL, 0);
}

static void equal_costs_nothing(void **state)
{
	struct kvrrp_wanted wanted[] = { want("a", 2, 1), want("b", 3, 1) };
	struct kvrrp_instance current[] = { make("b", 3, 1), make("a", 2, 1) };

	(void)state;
	/* what only the kernel says must not matter */
	current[1].state = KVRRP_STATE_MASTER;
	current[1].effective_priority = 50;
	current[1].last_transition = 5;
	expect(wanted, 2, current, 2, NULL, 0);
}

static void new_changed_removed(void **state)
{
	struct kvrrp_wanted wanted[] = { want("new", 2, 1), want("other", 2, 2) };
	struct kvrrp_instance current[] = { make("gone", 2, 3), make("other", 2, 2) };
	const struct expected expected[] = {
		{ KVRRP_OP_NEW, "new", 2, 0 },
		{ KVRRP_OP_SET, "other", 2, KVRRP_SET_PRIORITY },
		{ KVRRP_OP_DEL, "gone", 2, 0 },
	};

	(void)state;
	current[1].priority = 90;
	expect(wanted, 2, current, 2, expected, COUNT(expected));
}

static void families_are_told_apart(void **state)
{
	static struct kvrrp_address link_local = {
		.ip = { .family = AF_INET6, .bytes = { 0xfe, 0x80, [15] = 0x50 } },
		.prefix_length = 64,
		.ifindex = 2,
	};
	struct kvrrp_address other = link_local;
	struct kvrrp_wanted wanted[] = { want("four", 2, 1), want("six", 2, 1) };
	struct kvrrp_instance current[] = { make("four", 2, 1), make("six", 2, 1) };
	const struct expected added[] = { { KVRRP_OP_NEW, "six", 2, 0 } };
	const struct expected changed[] = {
		{ KVRRP_OP_SET, "six", 2, KVRRP_SET_ADDRESSES },
	};

	(void)state;
	wanted[1].inst.family = current[1].family = AF_INET6;
	wanted[1].inst.addresses = &link_local;
	current[1].addresses = &other;
	expect(wanted, 2, current, 1, added, COUNT(added));
	expect(wanted, 2, current, 2, NULL, 0);
	/* the last of the sixteen bytes counts */
	other.ip.bytes[15] = 0x51;
	expect(wanted, 2, current, 2, changed, COUNT(changed));
}

/* The same name, now of the other family: another instance. */
static void a_change_of_family_is_a_new_instance(void **state)
{
	struct kvrrp_wanted wanted = want("a", 2, 1);
	struct kvrrp_instance current = make("a", 2, 1);
	const struct expected expected[] = {
		{ KVRRP_OP_DEL, "a", 2, 0 },
		{ KVRRP_OP_NEW, "a", 2, 0 },
	};

	(void)state;
	wanted.inst.family = AF_INET6;
	expect(&wanted, 1, &current, 1, expected, COUNT(expected));
}

static void each_field(void **state)
{
	struct kvrrp_address other = address;
	struct kvrrp_wanted wanted = want("a", 2, 1);
	struct kvrrp_instance current = make("a", 2, 1);

	(void)state;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), 0);
	strcpy(current.name, "b");
	current.version = 2;
	current.priority = 1;
	current.advert_interval_ms = 2000;
	current.preempt_delay_ms = 1;
	current.auth_type = KVRRP_AUTH_PASS;
	current.address_count = 0;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current),
			 KVRRP_SET_NAME | KVRRP_SET_VERSION | KVRRP_SET_PRIORITY |
			 KVRRP_SET_ADVERT_INTERVAL | KVRRP_SET_PREEMPT | KVRRP_SET_AUTH |
			 KVRRP_SET_ADDRESSES);

	current = make("a", 2, 1);
	current.nopreempt = true;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_PREEMPT);

	current = make("a", 2, 1);
	current.addresses = &other;
	other.ifindex = 0;		/* the instance's interface, said otherwise */
	other.live = true;
	strcpy(other.interface, "eth0");
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), 0);
	other.prefix_length = 32;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_ADDRESSES);
	other = address;
	strcpy(other.label, "eth0:0");
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_ADDRESSES);
	other = address;
	other.broadcast = address.ip;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_ADDRESSES);
	other = address;
	other.scope = 253;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_ADDRESSES);
}

static void a_password_is_sent_until_it_is_known(void **state)
{
	struct kvrrp_wanted wanted = want("a", 2, 1);
	struct kvrrp_instance current = make("a", 2, 1);

	(void)state;
	wanted.inst.auth_type = KVRRP_AUTH_PASS;
	current.auth_type = KVRRP_AUTH_PASS;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_AUTH);
	wanted.password_known = true;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), 0);
	current.auth_type = KVRRP_AUTH_NONE;
	assert_int_equal(kvrrp_instance_diff(&wanted, &current), KVRRP_SET_AUTH);
}

/* The same name on another interface: the old one is in the way. */
static void a_moved_instance_leaves_first(void **state)
{
	struct kvrrp_wanted wanted[] = { want("a", 3, 1) };
	struct kvrrp_instance current[] = { make("x", 9, 9), make("a", 2, 1) };
	const struct expected expected[] = {
		{ KVRRP_OP_DEL, "a", 2, 0 },
		{ KVRRP_OP_NEW, "a", 3, 0 },
		{ KVRRP_OP_DEL, "x", 9, 0 },
	};

	(void)state;
	expect(wanted, 1, current, 2, expected, COUNT(expected));
}

static void a_rename_is_a_change(void **state)
{
	struct kvrrp_wanted wanted[] = { want("new", 2, 1) };
	struct kvrrp_instance current[] = { make("old", 2, 1) };
	const struct expected expected[] = { { KVRRP_OP_SET, "new", 2, KVRRP_SET_NAME } };

	(void)state;
	expect(wanted, 1, current, 1, expected, COUNT(expected));
}

static void names_can_be_exchanged(void **state)
{
	struct kvrrp_wanted wanted[] = { want("b", 2, 1), want("a", 3, 1) };
	struct kvrrp_instance current[] = { make("a", 2, 1), make("b", 3, 1) };
	const struct expected expected[] = {
		{ KVRRP_OP_SET, "~3.1.2", 3, KVRRP_SET_NAME },
		{ KVRRP_OP_SET, "~2.1.2", 2, KVRRP_SET_NAME },
		{ KVRRP_OP_SET, "b", 2, KVRRP_SET_NAME },
		{ KVRRP_OP_SET, "a", 3, KVRRP_SET_NAME },
	};

	(void)state;
	expect(wanted, 2, current, 2, expected, COUNT(expected));
}

/*
 * Random lists, and a kernel that enforces unique keys and names: whatever the start,
 * every operation is possible when its turn comes, and the end is what was wanted.
 */
static int kernel_find(const struct kvrrp_instance *kernel, size_t count,
		       const struct kvrrp_instance *key)
{
	for (size_t i = 0; i < count; i++) {
		if (kvrrp_same_key(&kernel[i], key))
			return i;
	}
	return -1;
}

static void kernel_apply(struct kvrrp_instance *kernel, size_t *count, const struct kvrrp_op *op)
{
	int at = kernel_find(kernel, *count, &op->inst);

	if (op->type == KVRRP_OP_DEL) {
		assert_true(at >= 0);
		kernel[at] = kernel[--*count];
		return;
	}
	assert_int_equal(at >= 0, op->type == KVRRP_OP_SET);
	if (op->type == KVRRP_OP_NEW || op->fields & KVRRP_SET_NAME) {
		for (size_t i = 0; i < *count; i++)
			assert_true((int)i == at || strcmp(kernel[i].name, op->inst.name));
	}
	if (op->type == KVRRP_OP_NEW)
		at = (*count)++;
	if (op->type == KVRRP_OP_NEW || op->fields & KVRRP_SET_PRIORITY)
		kernel[at].priority = op->inst.priority;
	if (op->type == KVRRP_OP_NEW)
		kernel[at] = op->inst;
	if (op->type == KVRRP_OP_NEW || op->fields & KVRRP_SET_NAME)
		strcpy(kernel[at].name, op->inst.name);
}

static size_t random_list(struct kvrrp_instance *list)
{
	char names[] = "abcdef";
	size_t count = 0;

	/* a permutation for unique names, keys in order */
	for (int i = 5; i > 0; i--) {
		int j = rand() % (i + 1);
		char c = names[i];

		names[i] = names[j];
		names[j] = c;
	}
	for (int key = 0; key < 6; key++) {
		char name[2] = { names[key], '\0' };

		if (rand() % 3 == 0)
			continue;
		list[count] = make(name, 2 + key % 2, 1 + key / 2);
		list[count++].priority = 1 + rand() % 2;
	}
	return count;
}

static void any_start_ends_as_wanted(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		struct kvrrp_instance goal[6], kernel[12];
		struct kvrrp_wanted wanted[6] = { 0 };
		struct kvrrp_instance before[6];
		size_t goal_count = random_list(goal), count = random_list(before);
		struct kvrrp_ops ops;

		memcpy(kernel, before, sizeof(before));
		for (size_t i = 0; i < goal_count; i++)
			wanted[i].inst = goal[i];
		assert_int_equal(kvrrp_diff(wanted, goal_count, before, count, &ops), 0);
		for (size_t i = 0; i < ops.count; i++)
			kernel_apply(kernel, &count, &ops.entries[i]);
		free(ops.entries);

		assert_int_equal(count, goal_count);
		assert_int_equal(kvrrp_diff(wanted, goal_count, kernel, count, &ops), 0);
		assert_int_equal(ops.count, 0);
		free(ops.entries);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_wanted_nothing_there),
		cmocka_unit_test(equal_costs_nothing),
		cmocka_unit_test(new_changed_removed),
		cmocka_unit_test(families_are_told_apart),
		cmocka_unit_test(a_change_of_family_is_a_new_instance),
		cmocka_unit_test(each_field),
		cmocka_unit_test(a_password_is_sent_until_it_is_known),
		cmocka_unit_test(a_moved_instance_leaves_first),
		cmocka_unit_test(a_rename_is_a_change),
		cmocka_unit_test(names_can_be_exchanged),
		cmocka_unit_test(any_start_ends_as_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
