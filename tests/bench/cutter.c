// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cuts a link at the switch at a chosen moment of the master's advert interval.
 *
 * usage: cutter INTERFACE MASTER SWITCH PORT DELAY-MS PHASE-US
 *
 * Listens on INTERFACE, lets DELAY-MS pass, waits for the next advert of MASTER (an address), and
 * PHASE-US later disables PORT of the bridge in network namespace SWITCH: what comes in there is
 * lost, the other end keeps its carrier. Contestants whose links are cut at the same moments can be
 * compared without luck.
 *
 * Exit status: 0; 1 usage; 2 the system refused something, or no advert came within 10 s.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_bridge.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/if_ether.h>
#include <netinet/ip.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PROTO_VRRP 112
#define PATIENCE_MS 10000

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "cutter: %s: %s\n", what, strerror(errno));
	exit(2);
}

static int open_wire(const char *interface)
{
	struct sockaddr_ll on = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP),
				  .sll_ifindex = if_nametoindex(interface) };
	struct packet_mreq all = { .mr_ifindex = on.sll_ifindex, .mr_type = PACKET_MR_ALLMULTI };
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("packet socket");
	if (setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof(all)) ||
	    bind(fd, (struct sockaddr *)&on, sizeof(on)))
		die(interface);
	return fd;
}

static int open_switch(const char *name)
{
	char path[256];
	int ns, fd;

	snprintf(path, sizeof(path), "/run/netns/%s", name);
	ns = open(path, O_RDONLY | O_CLOEXEC);
	if (ns < 0 || setns(ns, CLONE_NEWNET))
		die(path);
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0)
		die("netlink socket");
	return fd;
}

/* Until an advert of MASTER comes that was not here before this was called. */
static void wait_for_advert(int fd, struct in_addr master)
{
	uint8_t buffer[256];

	while (recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT) >= 0)
		;
	for (;;) {
		const struct iphdr *ip = (const struct iphdr *)buffer;
		struct pollfd readable = { fd, POLLIN, 0 };

		errno = ETIMEDOUT;
		if (poll(&readable, 1, PATIENCE_MS) != 1)
			die("no advert");
		if (recv(fd, buffer, sizeof(buffer), 0) >= (ssize_t)sizeof(*ip) &&
		    ip->protocol == PROTO_VRRP && ip->saddr == master.s_addr)
			return;
	}
}

static void disable_port(int fd, unsigned int port)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg link;
		struct rtattr port;
		struct rtattr state;
		uint8_t value;
		uint8_t padding[3];
	} request = {
		.header = { .nlmsg_len = sizeof(request), .nlmsg_type = RTM_SETLINK,
			    .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK },
		.link = { .ifi_family = AF_BRIDGE, .ifi_index = port },
		.port = { .rta_len = 2 * sizeof(struct rtattr) + 4,
			  .rta_type = IFLA_PROTINFO | NLA_F_NESTED },
		.state = { .rta_len = sizeof(struct rtattr) + 1, .rta_type = IFLA_BRPORT_STATE },
		.value = BR_STATE_DISABLED,
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char more[1024];
	} reply;

	if (send(fd, &request, sizeof(request), 0) < 0 || recv(fd, &reply, sizeof(reply), 0) < 0)
		die("netlink");
	errno = -reply.error.error;
	if (reply.header.nlmsg_type != NLMSG_ERROR || reply.error.error)
		die("port");
}

static void sleep_us(int64_t us)
{
	struct timespec ts = { us / 1000000, us % 1000000 * 1000 };

	clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
}

int main(int argc, char **argv)
{
	struct in_addr master;
	unsigned int port;
	int wire, lever;

	if (argc != 7 || !inet_aton(argv[2], &master)) {
		fprintf(stderr,
			"usage: cutter INTERFACE MASTER SWITCH PORT DELAY-MS PHASE-US\n");
		return 1;
	}
	wire = open_wire(argv[1]);
	lever = open_switch(argv[3]);
	port = if_nametoindex(argv[4]);
	if (!port)
		die(argv[4]);
	if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){ .sched_priority = 81 }))
		die("SCHED_FIFO");

	sleep_us(atoll(argv[5]) * 1000);
	wait_for_advert(wire, master);
	sleep_us(atoll(argv[6]));
	disable_port(lever, port);
	return 0;
}
