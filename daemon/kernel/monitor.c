// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events. A socket of its own, so that a notification can never come between a
 * request and its answer, and read without libnl's receive path: that folds
 * ENOBUFS (events were lost) and ENOMEM into one number.
 */

#include <errno.h>
#include <linux/genetlink.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "kernel/client.h"
#include "kernel/instance.h"
#include "kernel/request.h"

/*
 * A notification takes some kilobytes of kernel memory whatever its size, so
 * this holds about a thousand: all instances of a big host changing twice while
 * the reader is held up. Without CAP_NET_ADMIN the system's limit applies.
 */
#define RECEIVE_BUFFER	(4 << 20)

/* larger than any notification: an attribute cannot exceed 64 KiB */
#define MESSAGE_SIZE	(128 << 10)

struct kvrrp_monitor {
	struct nl_sock *sock;
	int family;
	bool overrun;			/* the socket overflowed since the last drain */
	bool counting;			/* next is known */
	uint32_t next;			/* sequence number to come */
	uint32_t missing;		/* numbers skipped since the last drain */
	char message[MESSAGE_SIZE] __attribute__((aligned(NLMSG_ALIGNTO)));
};

typedef void event_fn(void *data, enum kvrrp_event_type type, const struct kvrrp_instance *inst);

static int join(struct kvrrp_monitor *monitor, const char *family, const char *group)
{
	int number = genl_ctrl_resolve_grp(monitor->sock, family, group);

	if (number < 0)
		return kvrrp_request_errno(number);
	return kvrrp_request_errno(nl_socket_add_membership(monitor->sock, number));
}

int kvrrp_monitor_open(struct kvrrp_monitor **out)
{
	struct kvrrp_monitor *monitor;
	int size = RECEIVE_BUFFER;
	int fd, err;

	*out = NULL;
	monitor = calloc(1, sizeof(*monitor));
	if (!monitor)
		return -ENOMEM;
	monitor->sock = nl_socket_alloc();
	if (!monitor->sock) {
		err = -ENOMEM;
		goto err_free;
	}
	/* answers to nothing: libnl must not expect the next number */
	nl_socket_disable_seq_check(monitor->sock);
	err = genl_connect(monitor->sock);
	if (err < 0) {
		err = kvrrp_request_errno(err);
		goto err_free;
	}
	monitor->family = genl_ctrl_resolve(monitor->sock, KVRRP_FAMILY_NAME);
	if (monitor->family < 0) {
		err = kvrrp_request_errno(monitor->family);
		goto err_free;
	}
	fd = nl_socket_get_fd(monitor->sock);
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));

	/*
	 * Our group last: once an event can arrive, no answer is waited for. The
	 * controller's group tells when the module goes, after which ours is silent.
	 */
	err = join(monitor, "nlctrl", "notify");
	if (!err)
		err = join(monitor, KVRRP_FAMILY_NAME, KVRRP_MCGRP_MONITOR);
	if (!err)
		err = kvrrp_request_errno(nl_socket_set_nonblocking(monitor->sock));
	if (err)
		goto err_free;
	*out = monitor;
	return 0;

err_free:
	kvrrp_monitor_close(monitor);
	return err;
}

void kvrrp_monitor_close(struct kvrrp_monitor *monitor)
{
	if (!monitor)
		return;
	nl_socket_free(monitor->sock);
	free(monitor);
}

int kvrrp_monitor_fd(const struct kvrrp_monitor *monitor)
{
	return nl_socket_get_fd(monitor->sock);
}

/*
 * The module, too, drops events when an instance changes faster than it can tell;
 * only the numbers show that. Two instances' events can overtake each other, so a
 * number that is skipped may yet come.
 */
static void count(struct kvrrp_monitor *monitor, uint32_t sequence)
{
	int32_t ahead = sequence - monitor->next;

	if (!monitor->counting || ahead >= 0) {
		monitor->missing += monitor->counting ? ahead : 0;
		monitor->next = sequence + 1;
		monitor->counting = true;
	} else if (monitor->missing) {
		monitor->missing--;
	}
}

/* Everything that was there has been read: is it all there was? */
static void report_lost(struct kvrrp_monitor *monitor, event_fn *event, void *data)
{
	if (!monitor->overrun && !monitor->missing)
		return;
	/* the numbers of what did not fit are not missed a second time */
	if (monitor->overrun)
		monitor->counting = false;
	monitor->overrun = false;
	monitor->missing = 0;
	event(data, KVRRP_EVENT_LOST, NULL);
}

static int handle_event(struct kvrrp_monitor *monitor, struct nlmsghdr *hdr, event_fn *event,
			void *data)
{
	struct genlmsghdr *genl = nlmsg_data(hdr);
	struct kvrrp_instance inst = { 0 };
	enum kvrrp_event_type type;
	int err;

	switch (genl->cmd) {
	case KVRRP_CMD_INST_ADD_NTF:
		type = KVRRP_EVENT_ADD;
		break;
	case KVRRP_CMD_INST_DEL_NTF:
		type = KVRRP_EVENT_DEL;
		break;
	case KVRRP_CMD_INST_CHANGE_NTF:
		type = KVRRP_EVENT_CHANGE;
		break;
	default:
		/* something a newer module tells */
		return 0;
	}
	err = kvrrp_instance_decode(&inst, genlmsg_attrdata(genl, 0), genlmsg_attrlen(genl, 0));
	if (err)
		return err;
	count(monitor, inst.sequence);
	event(data, type, &inst);
	kvrrp_instance_clear(&inst);
	return 0;
}

/* -ENOENT if it says that our family is gone. */
static int handle_controller(const struct kvrrp_monitor *monitor, struct nlmsghdr *hdr)
{
	struct genlmsghdr *genl = nlmsg_data(hdr);
	struct nlattr *id;

	if (genl->cmd != CTRL_CMD_DELFAMILY)
		return 0;
	id = nla_find(genlmsg_attrdata(genl, 0), genlmsg_attrlen(genl, 0), CTRL_ATTR_FAMILY_ID);
	return id && nla_len(id) == sizeof(uint16_t) && nla_get_u16(id) == monitor->family ?
		-ENOENT : 0;
}

static int handle_message(struct kvrrp_monitor *monitor, struct nlmsghdr *hdr,
			  event_fn *event, void *data)
{
	if (!genlmsg_valid_hdr(hdr, 0))
		return 0;
	if (hdr->nlmsg_type == monitor->family)
		return handle_event(monitor, hdr, event, data);
	if (hdr->nlmsg_type == GENL_ID_CTRL)
		return handle_controller(monitor, hdr);
	return 0;
}

int kvrrp_monitor_read(struct kvrrp_monitor *monitor,
		       void (*event)(void *data, enum kvrrp_event_type type,
				     const struct kvrrp_instance *inst),
		       void *data)
{
	struct sockaddr_nl from = { 0 };
	struct nlmsghdr *hdr;
	socklen_t from_len;
	ssize_t len;
	int rem, err;

	for (;;) {
		from_len = sizeof(from);
		len = recvfrom(kvrrp_monitor_fd(monitor), monitor->message, MESSAGE_SIZE, MSG_TRUNC,
			       (struct sockaddr *)&from, &from_len);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0 && errno == EAGAIN)
			break;
		if ((len < 0 && errno == ENOBUFS) || len > MESSAGE_SIZE) {
			monitor->overrun = true;
			continue;
		}
		if (len < 0)
			return -errno;
		if (from.nl_pid)
			continue;	/* not the kernel */

		rem = len;
		for (hdr = (struct nlmsghdr *)monitor->message; nlmsg_ok(hdr, rem);
		     hdr = nlmsg_next(hdr, &rem)) {
			err = handle_message(monitor, hdr, event, data);
			if (err)
				return err;
		}
	}
	report_lost(monitor, event, data);
	return 0;
}
