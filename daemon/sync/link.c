// SPDX-License-Identifier: GPL-2.0-or-later
#include "link.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NAME_SPACE	16	/* an interface's name, with its zero and aligned */

int kvrrp_link_query_open(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	return fd < 0 ? -errno : fd;
}

uint32_t kvrrp_link_index(int fd, const char *interface)
{
	static uint32_t sequence;
	struct {
		struct nlmsghdr header;
		struct ifinfomsg info;
		struct rtattr name;
		char text[NAME_SPACE];
	} request = {
		.header.nlmsg_type = RTM_GETLINK,
		.header.nlmsg_flags = NLM_F_REQUEST,
		.header.nlmsg_seq = ++sequence,
		.name.rta_type = IFLA_IFNAME,
	};
	char buffer[32768] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *answer = (struct nlmsghdr *)buffer;
	size_t length = strlen(interface) + 1;
	ssize_t received;

	if (length > sizeof(request.text))
		return 0;
	memcpy(request.text, interface, length);
	request.name.rta_len = RTA_LENGTH(length);
	request.header.nlmsg_len = offsetof(typeof(request), name) + RTA_ALIGN(RTA_LENGTH(length));
	if (send(fd, &request, request.header.nlmsg_len, 0) < 0)
		return 0;
	do {
		received = recv(fd, buffer, sizeof(buffer), 0);
		if (received < 0 && errno != EINTR)
			return 0;
	} while (received < 0 || !NLMSG_OK(answer, received) || answer->nlmsg_seq != sequence);
	if (answer->nlmsg_type != RTM_NEWLINK)
		return 0;
	return ((struct ifinfomsg *)NLMSG_DATA(answer))->ifi_index;
}

int kvrrp_link_open(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK };
	int group = RTNLGRP_LINK;
	int fd;

	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	return fd;
}

static const char *link_name(struct nlmsghdr *message)
{
	struct ifinfomsg *info = NLMSG_DATA(message);
	int length = IFLA_PAYLOAD(message);

	for (struct rtattr *attr = IFLA_RTA(info); RTA_OK(attr, length);
	     attr = RTA_NEXT(attr, length)) {
		if (attr->rta_type == IFLA_IFNAME)
			return RTA_DATA(attr);
	}
	return NULL;
}

int kvrrp_link_read(int fd, void (*seen)(void *data, const char *interface), void *data)
{
	char buffer[32768] __attribute__((aligned(NLMSG_ALIGNTO)));

	for (;;) {
		ssize_t received = recv(fd, buffer, sizeof(buffer), 0);
		struct nlmsghdr *message = (struct nlmsghdr *)buffer;
		unsigned int length = received;

		if (received < 0 && errno == ENOBUFS) {
			seen(data, NULL);
			continue;
		}
		if (received < 0)
			return errno == EAGAIN || errno == EINTR ? 0 : -errno;
		for (; NLMSG_OK(message, length); message = NLMSG_NEXT(message, length)) {
			const char *name;

			if (message->nlmsg_type != RTM_NEWLINK)
				continue;
			name = link_name(message);
			if (name)
				seen(data, name);
		}
	}
}
