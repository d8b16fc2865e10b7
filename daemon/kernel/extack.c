// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel's refusal as a sentence: its own words, and which attribute they are about. */

#include <inttypes.h>
#include <netlink/genl/genl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "kernel/field.h"
#include "kernel/names.h"
#include "kernel/request.h"

/* where an offset into the request has led to */
struct place {
	const struct kvrrp_attr_set *set;	/* of the attributes at this depth */
	const char *name;			/* the attribute itself, NULL if unknown */
	unsigned int address;			/* position in the list, 0: not in it */
};

/*
 * The kernel names an attribute by where it stands in the request. Walks down to
 * it, counting the entries of lists on the way, for a name alone does not tell
 * which of forty addresses has the bad label.
 */
static bool find_place(struct place *place, const struct nlmsghdr *request, uint32_t offset)
{
	struct genlmsghdr *genl = nlmsg_data(request);
	struct nlattr *attr = genlmsg_attrdata(genl, 0);
	int rem = genlmsg_attrlen(genl, 0);
	const struct kvrrp_attr_set *set = kvrrp_names_attr_set(genl->cmd);
	unsigned int position = 0;

	memset(place, 0, sizeof(*place));
	place->set = set;
	while (nla_ok(attr, rem)) {
		uint32_t start = (char *)attr - (char *)request;
		bool nests = set && set->nest && nla_type(attr) == set->nest_attr;

		position++;
		if (offset >= start + nla_total_size(nla_len(attr))) {
			attr = nla_next(attr, &rem);
			continue;
		}
		place->name = kvrrp_names_attr(set, nla_type(attr));
		if (nests)
			place->set = set->nest;
		/* two levels: the list, then its entries */
		if (nests && set != kvrrp_names_attr_set(genl->cmd))
			place->address = position;
		if (offset == start)
			return true;
		if (!nests)
			return false;
		position = 0;
		set = set->nest;
		rem = nla_len(attr);
		attr = nla_data(attr);
	}
	return false;
}

static void append(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *text, size_t size, const char *format, ...)
{
	size_t len = strlen(text);
	va_list ap;

	va_start(ap, format);
	vsnprintf(text + len, size - len, format, ap);
	va_end(ap);
}

static void append_place(char *text, size_t size, const struct place *place, const char *name)
{
	if (!name)
		return;
	append(text, size, " (attribute %s", name);
	if (place->address)
		append(text, size, ", address %u", place->address);
	append(text, size, ")");
}

/* "integer out of range" is half a sentence; the kernel sends the range along. */
static void append_range(char *text, size_t size, struct nlattr *policy)
{
	struct nlattr *attr, *min = NULL, *max = NULL;
	int rem;

	nla_for_each_nested(attr, policy, rem) {
		if (nla_type(attr) == NL_POLICY_TYPE_ATTR_MIN_VALUE_U)
			min = attr;
		else if (nla_type(attr) == NL_POLICY_TYPE_ATTR_MAX_VALUE_U)
			max = attr;
	}
	if (min && max)
		append(text, size, ", %" PRIu64 " to %" PRIu64 " is possible",
		       kvrrp_field_integer(min), kvrrp_field_integer(max));
}

void kvrrp_extack_describe(char *text, size_t size, int error, const struct nlmsghdr *request,
			   struct nlattr *attrs, int len)
{
	struct nlattr *tb[NLMSGERR_ATTR_MAX + 1] = { NULL };
	struct nlattr *attr;
	struct place place;
	int rem;

	if (attrs)
		nla_for_each_attr(attr, attrs, len, rem)
			if (nla_type(attr) <= NLMSGERR_ATTR_MAX)
				tb[nla_type(attr)] = attr;

	if (tb[NLMSGERR_ATTR_MSG])
		snprintf(text, size, "%.*s", nla_len(tb[NLMSGERR_ATTR_MSG]),
			 (const char *)nla_data(tb[NLMSGERR_ATTR_MSG]));
	else
		snprintf(text, size, "%s", strerror(-error));
	if (tb[NLMSGERR_ATTR_POLICY])
		append_range(text, size, tb[NLMSGERR_ATTR_POLICY]);

	if (tb[NLMSGERR_ATTR_OFFS]) {
		if (find_place(&place, request, kvrrp_field_integer(tb[NLMSGERR_ATTR_OFFS])))
			append_place(text, size, &place, place.name);
	} else if (tb[NLMSGERR_ATTR_MISS_TYPE]) {
		/* offset 0 meets no attribute: what is missing, is missing at the top */
		find_place(&place, request, tb[NLMSGERR_ATTR_MISS_NEST] ?
			   kvrrp_field_integer(tb[NLMSGERR_ATTR_MISS_NEST]) : 0);
		append_place(text, size, &place,
			     kvrrp_names_attr(place.set,
					      kvrrp_field_integer(tb[NLMSGERR_ATTR_MISS_TYPE])));
	}
}
