// SPDX-License-Identifier: GPL-2.0-or-later
/* The log of a run, for people; and the first thing in it that is wrong. */

#include <stdarg.h>

#include "sim.h"

const char *state_name(enum vrrp_state state)
{
	static const char *const names[] = {
		[VRRP_INIT]	= "INIT",
		[VRRP_BACKUP]	= "BACKUP",
		[VRRP_MASTER]	= "MASTER",
		[VRRP_FAULT]	= "FAULT",
	};

	return names[state];
}

const char *reason_name(enum vrrp_reason reason)
{
	static const char *const names[] = {
#define X(NAME, name, text) name,
		VRRP_REASON_LIST(X)
#undef X
	};

	return names[reason];
}

static void where(char *buf, size_t size, const struct sim *sim, const struct node *node)
{
	int len = snprintf(buf, size, "%5llu.%09llu ", (unsigned long long)(sim->now / SEC),
			   (unsigned long long)(sim->now % SEC));

	if (node)
		snprintf(buf + len, size - len, "r%-3u %3u %-6s ", node->nr,
			 node->cfg.priority, state_name(node->fsm.state));
	else
		snprintf(buf + len, size - len, "%-16s", "--");
}

void trace(const struct sim *sim, const struct node *node, const char *format, ...)
{
	char prefix[64];
	va_list args;

	if (!sim->trace)
		return;
	where(prefix, sizeof(prefix), sim, node);
	fputs(prefix, stdout);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* Only the first counts: what comes after it may be its consequence. */
void sim_fail(struct sim *sim, const struct node *node, const char *format, ...)
{
	char what[160], prefix[64];
	va_list args;

	if (sim_failed(sim))
		return;
	where(prefix, sizeof(prefix), sim, node);
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	snprintf(sim->failure, sizeof(sim->failure), "%s%s", prefix, what);
	trace(sim, node, "FAILED: %s", what);
}
