// SPDX-License-Identifier: GPL-2.0-or-later
#include "value.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"

/* an element of a list has no name; its reader says in the text what it is */
static const char *node_name(const struct conf_node *node)
{
	return node->name ? node->name : "element";
}

static bool expected(const struct conf_node *node, const char *what, struct kvrrp_diag *diag)
{
	kvrrp_diag_error(diag, node->where, "%s: %s expected, not %s", node_name(node), what,
			 conf_type_name(node));
	return false;
}

bool conf_get_integer(const struct conf_node *node, int64_t minimum, int64_t maximum,
		      int64_t *value, struct kvrrp_diag *diag)
{
	if (node->type != CONF_INTEGER) {
		if (node->type == CONF_REAL)
			kvrrp_diag_error(diag, node->where, "%s: a whole number expected",
					 node_name(node));
		else
			expected(node, "a number", diag);
		return false;
	}
	if (node->integer < minimum || node->integer > maximum) {
		kvrrp_diag_error(diag, node->where,
				 "%s: %" PRId64 " is not between %" PRId64 " and %" PRId64,
				 node_name(node), node->integer, minimum, maximum);
		return false;
	}
	*value = node->integer;
	return true;
}

bool conf_get_boolean(const struct conf_node *node, bool *value, struct kvrrp_diag *diag)
{
	if (node->type == CONF_BOOLEAN) {
		*value = node->boolean;
		return true;
	}
	if (node->type == CONF_STRING) {
		if (!strcasecmp(node->string, "yes") || !strcasecmp(node->string, "on") ||
		    !strcasecmp(node->string, "true")) {
			*value = true;
			return true;
		}
		if (!strcasecmp(node->string, "no") || !strcasecmp(node->string, "off") ||
		    !strcasecmp(node->string, "false")) {
			*value = false;
			return true;
		}
	}
	return expected(node, "true or false", diag);
}

bool conf_get_string(const struct conf_node *node, const char **value, struct kvrrp_diag *diag)
{
	if (node->type == CONF_INTEGER || node->type == CONF_REAL)
		return expected(node, "a string, in quotes,", diag);
	if (node->type != CONF_STRING)
		return expected(node, "a string", diag);
	*value = node->string;
	return true;
}

static bool parse_duration(const char *text, double *seconds)
{
	static const struct {
		const char *unit;
		double seconds;
	} units[] = {
		{ "", 1 },	    { "s", 1 },	      { "sec", 1 }, { "ms", 0.001 },
		{ "us", 0.000001 }, { "min", 60 },    { "h", 3600 },
	};
	char *end;
	double number = strtod(text, &end);

	if (end == text || !isfinite(number))
		return false;
	end += strspn(end, " ");
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!strcmp(end, units[i].unit)) {
			*seconds = number * units[i].seconds;
			return true;
		}
	}
	return false;
}

bool conf_get_duration(const struct conf_node *node, int64_t minimum_ms, int64_t maximum_ms,
		       int64_t *value_ms, struct kvrrp_diag *diag)
{
	double seconds, ms;

	switch (node->type) {
	case CONF_INTEGER:
		seconds = node->integer;
		break;
	case CONF_REAL:
		seconds = node->real;
		break;
	case CONF_STRING:
		if (parse_duration(node->string, &seconds))
			break;
		kvrrp_diag_error(diag, node->where,
				 "%s: \"%s\" is not a time: write seconds as a number, or a "
				 "string with one of the units us, ms, s, min, h",
				 node_name(node), node->string);
		return false;
	default:
		return expected(node, "a time", diag);
	}

	ms = seconds * 1000;
	if (ms < minimum_ms || ms > maximum_ms) {
		char *minimum = conf_format_duration(minimum_ms);
		char *maximum = conf_format_duration(maximum_ms);

		kvrrp_diag_error(diag, node->where, "%s: %g s is not between %s and %s",
				 node_name(node), seconds, minimum, maximum);
		free(minimum);
		free(maximum);
		return false;
	}
	*value_ms = (int64_t)(ms + 0.5);
	/* 0.02 is not exactly 20 ms in binary, but nearer than anybody writes */
	if (ms - *value_ms > 1e-6 || *value_ms - ms > 1e-6) {
		kvrrp_diag_error(diag, node->where, "%s: %g s is finer than a millisecond",
				 node_name(node), seconds);
		return false;
	}
	return true;
}

bool conf_get_group(const struct conf_node *node, struct kvrrp_diag *diag)
{
	return node->type == CONF_GROUP || expected(node, "a group { }", diag);
}

char *conf_format_duration(int64_t ms)
{
	if (ms % 1000 && ms < 1000)
		return conf_format("%" PRId64 "ms", ms);
	return conf_format("%gs", ms / 1000.0);
}
