/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One request and its answer on the client's socket. Private to daemon/kernel.
 */
#ifndef KVRRP_KERNEL_REQUEST_H
#define KVRRP_KERNEL_REQUEST_H

#include <netlink/attr.h>
#include <netlink/msg.h>
#include <netlink/socket.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KVRRP_ERROR_SIZE	512

struct kvrrp_client {
	struct nl_sock *sock;
	int family;			/* number of the generic netlink family */
	char error[KVRRP_ERROR_SIZE];	/* "" after a call that went well */

	/* the request under way */
	const struct nlmsghdr *request;
	int (*reply)(void *data, struct nlattr *attrs, int len);
	void *data;
	int result;			/* 0 or -errno */
	bool done;			/* the kernel has answered to the end */
};

/*
 * What a dump collects: decode() fills one zeroed item from one message, clear()
 * frees what an item owns and may be NULL. decode() returns 0 or -errno.
 */
struct kvrrp_list {
	size_t item_size;
	int (*decode)(void *item, struct nlattr *attrs, int len);
	void (*clear)(void *item);
	void *items;
	size_t count;
};

/* Prepares the socket to be used with the functions below. */
int kvrrp_request_setup(struct kvrrp_client *client);

/* A message with room for payload bytes of attributes, NULL without memory. */
struct nl_msg *kvrrp_request_new(struct kvrrp_client *client, int command, int flags,
				 size_t payload);

/*
 * Sends msg, which may be NULL (no memory) and is freed, and waits for the end
 * of the answer. reply() sees the attributes of each message and may be NULL.
 * 0, -EINTR if a dump was overtaken by a change, or -errno.
 */
int kvrrp_request_send(struct kvrrp_client *client, struct nl_msg *msg,
		       int (*reply)(void *data, struct nlattr *attrs, int len), void *data);

/* Dumps into an empty list, and again as long as changes overtake the dump. */
int kvrrp_request_dump(struct kvrrp_client *client, int command, struct kvrrp_list *list);

/* Notes a failure that the kernel did not see, for kvrrp_client_error(). */
int kvrrp_request_fail(struct kvrrp_client *client, int error, const char *what);

/* libnl's NLE_* numbers are not errno values; this makes them so, negative. */
int kvrrp_request_errno(int nle);

/*
 * Writes the sentence for a refusal into text: what the module said in its
 * extended acknowledgement (attributes of len bytes), or strerror(), and the
 * attribute of the request that was at fault.
 */
void kvrrp_extack_describe(char *text, size_t size, int error, const struct nlmsghdr *request,
			   struct nlattr *attrs, int len);

#endif
