// SPDX-License-Identifier: GPL-2.0-or-later
#include "address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "nearest.h"
#include "words.h"

const char *conf_check_interface(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length >= IF_NAMESIZE)
		return "an interface's name has 1 to 15 characters";
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return "no interface can have this name";
	if (strchr(name, ':'))
		return "this is a label; write the interface without it, and label in "
		       "virtual_ipaddress";
	for (const char *c = name; *c; c++) {
		if (*c == '/' || isspace((unsigned char)*c))
			return "no interface can have this name";
	}
	return NULL;
}

static bool parse_ip(int family, const char *text, struct kvrrp_ip *ip)
{
	if (inet_pton(family, text, ip->bytes) != 1)
		return false;
	ip->family = family;
	return true;
}

static bool parse_number(const char *text, unsigned long maximum, uint32_t *value)
{
	unsigned long number;
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	number = strtoul(text, &end, 0);
	if (errno || *end || number > maximum)
		return false;
	*value = number;
	return true;
}

/* Two addresses joined by a forgotten comma still contain both. */
static const char *hint_about(const char *word)
{
	const char *zeros = strstr(word, "::");
	size_t dots = 0, slashes = 0;

	for (const char *c = word; *c; c++) {
		dots += *c == '.';
		slashes += *c == '/';
	}
	if (dots > 3 || slashes > 1 || (zeros && strstr(zeros + 2, "::")))
		return " (missing comma?)";
	return strchr(word, '%') ? " (write the interface as a word: dev eth0)" : "";
}

/* Those an interface can have, whatever network they are of. */
static bool is_host(const struct kvrrp_ip *ip)
{
	struct in6_addr ipv6;

	if (ip->family == AF_INET)
		return ip->bytes[0] && ip->bytes[0] < 224;
	memcpy(&ipv6, ip->bytes, sizeof(ipv6));
	return !IN6_IS_ADDR_UNSPECIFIED(&ipv6) && !IN6_IS_ADDR_LOOPBACK(&ipv6) &&
	       !IN6_IS_ADDR_MULTICAST(&ipv6) && !IN6_IS_ADDR_V4MAPPED(&ipv6);
}

static char *parse_prefixed(const char *word, struct kvrrp_virtual_address *address)
{
	bool colon = strchr(word, ':');
	uint32_t longest = colon ? 128 : 32;
	char *text = conf_strdup(word);
	char *slash = strchr(text, '/');
	char *wrong = NULL;

	if (slash)
		*slash = '\0';
	address->prefix_length = longest;
	if (!parse_ip(colon ? AF_INET6 : AF_INET, text, &address->ip))
		wrong = conf_format("\"%s\" is not an %s address%s", word, colon ? "IPv6" : "IPv4",
				    hint_about(word));
	else if (slash && !parse_number(slash + 1, longest, &address->prefix_length))
		wrong = conf_format("\"%s\": the prefix length is a number from 0 to %u%s", word,
				    longest, hint_about(word));
	else if (!is_host(&address->ip))
		wrong = conf_format("%s cannot be the address of a host", text);
	free(text);
	return wrong;
}

static char *parse_broadcast(const char *word, struct kvrrp_virtual_address *address)
{
	uint32_t mask, value;

	if (address->ip.family == AF_INET6)
		return conf_strdup("brd: IPv6 has no broadcast addresses");
	if (parse_ip(AF_INET, word, &address->broadcast))
		return NULL;
	if (strcmp(word, "+") && strcmp(word, "-"))
		return conf_format("brd: \"%s\" is not an IPv4 address, + or -", word);
	if (address->prefix_length > 30)
		return conf_format("brd %s: a /%u network has no broadcast address", word,
				   address->prefix_length);
	mask = htonl(UINT32_MAX >> address->prefix_length);
	memcpy(&value, address->ip.bytes, sizeof(value));
	value = *word == '+' ? value | mask : value & ~mask;
	memcpy(address->broadcast.bytes, &value, sizeof(value));
	address->broadcast.family = AF_INET;
	return NULL;
}

static char *parse_scope(const char *word, struct kvrrp_virtual_address *address)
{
	static const struct {
		const char *name;
		uint32_t scope;
	} scopes[] = {
		{ "global", RT_SCOPE_UNIVERSE }, { "site", RT_SCOPE_SITE },
		{ "link", RT_SCOPE_LINK },	 { "host", RT_SCOPE_HOST },
		{ "nowhere", RT_SCOPE_NOWHERE },
	};

	for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++) {
		if (!strcmp(word, scopes[i].name)) {
			address->scope = scopes[i].scope;
			return NULL;
		}
	}
	if (parse_number(word, 255, &address->scope))
		return NULL;
	return conf_format("scope: \"%s\" is not global, site, link, host, nowhere or a number "
			   "up to 255", word);
}

static char *parse_device(const char *word, struct kvrrp_virtual_address *address)
{
	const char *wrong = conf_check_interface(word);

	if (wrong)
		return conf_format("dev: \"%s\": %s", word, wrong);
	strcpy(address->interface, word);
	return NULL;
}

static char *parse_label(const char *word, struct kvrrp_virtual_address *address)
{
	if (address->ip.family == AF_INET6)
		return conf_strdup("label: IPv6 addresses have none");
	if (!*word || strlen(word) >= IF_NAMESIZE)
		return conf_format("label: \"%s\" does not have 1 to 15 characters", word);
	strcpy(address->label, word);
	return NULL;
}

static const struct {
	const char *keyword;
	char *(*parse)(const char *word, struct kvrrp_virtual_address *address);
} keywords[] = {
	{ "dev", parse_device },	  { "label", parse_label }, { "brd", parse_broadcast },
	{ "broadcast", parse_broadcast }, { "scope", parse_scope },
};

static char *refuse(const char *word)
{
	static const char *const later[] = {
		"use_vmac",	"use_ipvlan", "peer",	  "home",	   "-nodad",   "mngtmpaddr",
		"noprefixroute", "autojoin",  "no_track", "preferred_lft", "track_group",
	};
	const char *nearest = NULL;

	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		if (!strcmp(word, later[i]))
			return conf_format("%s: this version of kvrrpd does not support it yet",
					   word);
	}
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		conf_nearest(word, keywords[i].keyword, &nearest);
	if (nearest && strchr(word, '.') == NULL)
		return conf_format("unknown word \"%s\": did you mean %s?", word, nearest);
	return conf_format("unknown word \"%s\"%s", word,
			   strchr(word, '.') ? " (missing comma?)" : "");
}

static char *parse_words(char **words, size_t count, struct kvrrp_virtual_address *address)
{
	char *wrong;

	if (!count)
		return conf_strdup("an address is expected, not an empty string");
	wrong = parse_prefixed(words[0], address);
	for (size_t i = 1; i < count && !wrong; i += 2) {
		size_t known = 0;

		while (known < sizeof(keywords) / sizeof(keywords[0]) &&
		       strcmp(words[i], keywords[known].keyword))
			known++;
		if (known == sizeof(keywords) / sizeof(keywords[0]))
			wrong = refuse(words[i]);
		else if (i + 1 == count)
			wrong = conf_format("%s: a word is missing after it", words[i]);
		else
			wrong = keywords[known].parse(words[i + 1], address);
	}
	return wrong;
}

char *conf_parse_address(const char *text, struct kvrrp_virtual_address *address)
{
	const char *unsplit;
	char **words;
	size_t count;
	char *wrong;

	unsplit = conf_split_words(text, &words, &count);
	if (unsplit)
		return conf_format("\"%s\": %s", text, unsplit);
	wrong = parse_words(words, count, address);
	conf_free_words(words);
	return wrong;
}
