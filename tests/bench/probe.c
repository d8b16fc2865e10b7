// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a client sees of a failover.
 *
 * usage: probe [-r RECORD] INTERFACE ADDRESS OLD-MASTER SECONDS [HZ]
 *
 * Asks ADDRESS (ICMP echo) HZ times a second, 1000 unless told, for SECONDS, and listens to the
 * adverts and gratuitous ARPs on INTERFACE meanwhile. Whoever runs it cuts the link of OLD-MASTER
 * (its own address, the source of its adverts) while it runs.
 *
 * A slot is a probe's time on a fixed grid. When this program itself is held up, it sends what it
 * missed at once: slots are judged by when they were really sent, and the worst hold-up is printed.
 *
 * Prints one line of name=value, times in microseconds, "-" where a thing did not happen:
 *
 *   slots     probes sent
 *   lost      probes never answered
 *   run       the longest run of neighbouring lost probes, "the silence" from here on
 *   silence   from the first lost probe's sending to the first answer after it
 *   detect    from the old master's last advert before the answer to the new master's first advert
 *   garp      from the same advert to the first gratuitous ARP for ADDRESS after it
 *   answer    from the same advert to the first answer after the silence
 *   late      the worst hold-up of this program
 *   gap       the longest time between two adverts of the old master before its last one
 *
 * With -r, every probe goes to the file RECORD, a line each: when it was sent and when it was
 * answered (nanoseconds since the epoch, 0: never), and the answer's TTL.
 *
 * SIGTERM ends it early; what was not sent by then does not count.
 *
 * Exit status: 0, also when nothing was lost; 1 usage; 2 the system refused something.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/if_ether.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NSEC_PER_SEC 1000000000LL
#define PROTO_VRRP 112
#define GRACE_NS (500 * 1000000LL) /* answers are waited for this long after the last probe */

struct slot {
	int64_t sent;
	int64_t answered; /* 0: never */
	uint8_t ttl;
};

enum seen_kind { SEEN_ADVERT, SEEN_GARP };

struct seen {
	int64_t at;
	enum seen_kind kind;
	uint32_t from; /* network order */
};

static struct slot *slots;
static int64_t slot_count;

static struct seen *seen;
static size_t seen_count, seen_room;

static volatile sig_atomic_t stopped;

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void on_stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static int64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

static uint16_t checksum(const void *data, size_t len)
{
	const uint8_t *p = data;
	uint32_t sum = 0;

	for (size_t i = 0; i + 1 < len; i += 2)
		sum += (uint32_t)p[i] << 8 | p[i + 1];
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum);
}

static int open_echo(const char *interface, uint32_t address)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = address };
	int fd = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_ICMP);

	if (fd < 0)
		die("raw socket");
	if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface, strlen(interface)))
		die(interface);
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)))
		die("connect");
	return fd;
}

static int open_wire(const char *interface)
{
	struct sockaddr_ll on = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
				  .sll_ifindex = if_nametoindex(interface) };
	struct packet_mreq all = { .mr_ifindex = on.sll_ifindex, .mr_type = PACKET_MR_ALLMULTI };
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("packet socket");
	if (setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof(all)))
		die("all multicast");
	if (bind(fd, (struct sockaddr *)&on, sizeof(on)))
		die(interface);
	return fd;
}

static void send_probe(int fd, int64_t number, uint16_t id)
{
	struct {
		struct icmphdr icmp;
		uint32_t number;
	} packet = { .icmp.type = ICMP_ECHO, .icmp.un.echo.id = id, .number = htonl(number) };

	packet.icmp.un.echo.sequence = htons(number);
	packet.icmp.checksum = checksum(&packet, sizeof(packet));
	slots[number].sent = now_ns();
	/* A refusal (no neighbour, no route) is a lost probe, not our failure. */
	(void)!send(fd, &packet, sizeof(packet), 0);
}

static void take_answers(int fd, uint16_t id)
{
	struct {
		struct icmphdr icmp;
		uint32_t number;
	} packet;
	uint8_t buffer[256];

	for (;;) {
		ssize_t len = recv(fd, buffer, sizeof(buffer), 0);
		size_t header = (buffer[0] & 15) * 4;
		uint32_t number;

		if (len < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (len < 0)
			continue; /* an ICMP error that came back */
		if ((size_t)len < header + sizeof(packet))
			continue;
		memcpy(&packet, buffer + header, sizeof(packet));
		number = ntohl(packet.number);
		if (packet.icmp.type != ICMP_ECHOREPLY || packet.icmp.un.echo.id != id ||
		    number >= slot_count || slots[number].answered)
			continue;
		slots[number].answered = now_ns();
		slots[number].ttl = buffer[8];
	}
}

static void note(enum seen_kind kind, uint32_t from)
{
	if (seen_count < seen_room)
		seen[seen_count++] = (struct seen){ now_ns(), kind, from };
}

static void watch_wire(int fd, uint32_t address)
{
	uint8_t buffer[256];

	for (;;) {
		struct sockaddr_ll from;
		socklen_t from_len = sizeof(from);
		ssize_t len = recvfrom(fd, buffer, sizeof(buffer), 0, (struct sockaddr *)&from,
				       &from_len);

		if (len < 0)
			return;
		if (from.sll_pkttype == PACKET_OUTGOING)
			continue;
		if (from.sll_protocol == htons(ETH_P_IP) && len >= (ssize_t)sizeof(struct iphdr)) {
			const struct iphdr *ip = (const struct iphdr *)buffer;

			if (ip->protocol == PROTO_VRRP)
				note(SEEN_ADVERT, ip->saddr);
		} else if (from.sll_protocol == htons(ETH_P_ARP) &&
			   len >= (ssize_t)sizeof(struct ether_arp)) {
			const struct ether_arp *arp = (const struct ether_arp *)buffer;

			if (!memcmp(arp->arp_spa, &address, 4) && !memcmp(arp->arp_tpa, &address, 4))
				note(SEEN_GARP, address);
		}
	}
}

/* Sleeps until WHEN, taking in what arrives. */
static void listen_until(int64_t when, int echo, int wire, uint32_t address, uint16_t id)
{
	struct pollfd fds[] = { { echo, POLLIN, 0 }, { wire, POLLIN, 0 } };

	for (;;) {
		int64_t left = when - now_ns();
		struct timespec ts = { left / NSEC_PER_SEC, left % NSEC_PER_SEC };

		if (left <= 0)
			return;
		if (ppoll(fds, 2, &ts, NULL) <= 0)
			continue;
		take_answers(echo, id);
		watch_wire(wire, address);
	}
}

static void print_us(const char *name, bool known, int64_t ns)
{
	if (known)
		printf(" %s=%lld", name, (long long)(ns / 1000));
	else
		printf(" %s=-", name);
}

static void report(uint32_t old_master, int64_t late)
{
	int64_t lost = 0, run = 0, longest = 0, first_lost = -1, after, answer = 0, gap = 0;
	int64_t last_advert = 0, previous = 0, detect = 0, garp = 0;

	for (int64_t i = 0; i < slot_count; i++) {
		run = slots[i].answered ? 0 : run + 1;
		lost += !slots[i].answered;
		if (run > longest) {
			longest = run;
			first_lost = i - run + 1;
		}
	}
	after = first_lost + longest;
	if (longest && after < slot_count)
		answer = slots[after].answered;

	for (size_t i = 0; i < seen_count; i++) {
		const struct seen *s = &seen[i];

		if (answer && s->at > answer)
			break;
		if (s->kind == SEEN_ADVERT && s->from == old_master) {
			if (previous && s->at - previous > gap)
				gap = s->at - previous;
			previous = s->at;
			last_advert = s->at;
			detect = 0;
			garp = 0;
		} else if (s->kind == SEEN_ADVERT && !detect) {
			detect = s->at;
		} else if (s->kind == SEEN_GARP && !garp) {
			garp = s->at;
		}
	}

	printf("slots=%lld lost=%lld run=%lld", (long long)slot_count, (long long)lost,
	       (long long)longest);
	print_us("silence", answer, answer - (longest ? slots[first_lost].sent : 0));
	print_us("detect", answer && last_advert && detect, detect - last_advert);
	print_us("garp", answer && last_advert && garp, garp - last_advert);
	print_us("answer", answer && last_advert, answer - last_advert);
	print_us("late", true, late);
	print_us("gap", previous, gap);
	printf("\n");
}

/* CLOCK_REALTIME, as a capture of the wire has it; nobody sets the clock meanwhile. */
static void record(const char *file)
{
	struct timespec ts;
	int64_t epoch;
	FILE *out = fopen(file, "w");

	if (!out)
		die(file);
	clock_gettime(CLOCK_REALTIME, &ts);
	epoch = ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec - now_ns();
	for (int64_t i = 0; i < slot_count; i++)
		fprintf(out, "%lld %lld %u\n", (long long)(epoch + slots[i].sent),
			(long long)(slots[i].answered ? epoch + slots[i].answered : 0),
			slots[i].ttl);
	if (fclose(out))
		die(file);
}

int main(int argc, char **argv)
{
	const char *record_file = NULL;
	int64_t period, start, late = 0;
	uint16_t id = getpid();
	struct in_addr address, old_master;
	double seconds;
	int hz, echo, wire;

	if (argc > 2 && !strcmp(argv[1], "-r")) {
		record_file = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc < 5 || argc > 6 || !inet_aton(argv[2], &address) || !inet_aton(argv[3], &old_master) ||
	    (seconds = atof(argv[4])) <= 0 || (hz = argc == 6 ? atoi(argv[5]) : 1000) < 1) {
		fprintf(stderr, "usage: probe [-r RECORD] INTERFACE ADDRESS OLD-MASTER SECONDS [HZ]\n");
		return 1;
	}
	slot_count = seconds * hz;
	period = NSEC_PER_SEC / hz;
	slots = calloc(slot_count + 1, sizeof(*slots));
	seen_room = seconds * 5000 + 1000;
	seen = calloc(seen_room, sizeof(*seen));
	if (!slots || !seen)
		die("memory");

	echo = open_echo(argv[1], address.s_addr);
	wire = open_wire(argv[1]);

	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		die("mlockall");
	if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){ .sched_priority = 80 }))
		die("SCHED_FIFO");

	signal(SIGTERM, on_stop);
	start = now_ns() + 10 * period;
	for (int64_t i = 0; i < slot_count; i++) {
		if (stopped) {
			slot_count = i;
			break;
		}
		listen_until(start + i * period, echo, wire, address.s_addr, id);
		send_probe(echo, i, id);
		if (slots[i].sent - (start + i * period) > late)
			late = slots[i].sent - (start + i * period);
	}
	listen_until(now_ns() + GRACE_NS, echo, wire, address.s_addr, id);

	report(old_master.s_addr, late);
	if (record_file)
		record(record_file);
	return 0;
}
