// SPDX-License-Identifier: GPL-2.0-or-later
/* One request and its answer: sending, acknowledgements, dumps that are overtaken. */

#include <errno.h>
#include <netlink/errno.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "kernel/client.h"
#include "kernel/request.h"

/*
 * A dump is only ever overtaken by somebody changing instances, so a handful of
 * tries is plenty; the limit is there for a module that gets the flag wrong.
 */
#define DUMP_TRIES	20

int kvrrp_request_errno(int nle)
{
	static const int table[] = {
		[NLE_INTR] = EINTR,
		[NLE_BAD_SOCK] = EBADF,
		[NLE_AGAIN] = EAGAIN,
		[NLE_NOMEM] = ENOMEM,
		[NLE_EXIST] = EEXIST,
		[NLE_INVAL] = EINVAL,
		[NLE_RANGE] = ERANGE,
		[NLE_MSGSIZE] = EMSGSIZE,
		[NLE_OPNOTSUPP] = EOPNOTSUPP,
		[NLE_AF_NOSUPPORT] = EAFNOSUPPORT,
		[NLE_OBJ_NOTFOUND] = ENOENT,
		[NLE_NOATTR] = ENODATA,
		[NLE_SEQ_MISMATCH] = EPROTO,
		[NLE_MSG_OVERFLOW] = EMSGSIZE,
		[NLE_MSG_TRUNC] = EMSGSIZE,
		[NLE_NOADDR] = EADDRNOTAVAIL,
		[NLE_MSG_TOOSHORT] = EBADMSG,
		[NLE_MSGTYPE_NOSUPPORT] = EPROTONOSUPPORT,
		[NLE_BUSY] = EBUSY,
		[NLE_PROTO_MISMATCH] = EPROTONOSUPPORT,
		[NLE_NOACCESS] = EACCES,
		[NLE_PERM] = EPERM,
		[NLE_DUMP_INTR] = EINTR,
		[NLE_ATTRSIZE] = EMSGSIZE,
		[NLE_NODEV] = ENODEV,
	};
	size_t n = nle < 0 ? -(size_t)nle : (size_t)nle;

	if (!n)
		return 0;
	if (n < sizeof(table) / sizeof(table[0]) && table[n])
		return -table[n];
	return -EIO;
}

int kvrrp_request_fail(struct kvrrp_client *client, int error, const char *what)
{
	snprintf(client->error, sizeof(client->error), "%s: %s", what, strerror(-error));
	return error;
}

/* Keeps the kernel's own number; attrs may be NULL. */
static void answer_error(struct kvrrp_client *client, int error, struct nlattr *attrs, int len)
{
	client->result = error;
	client->done = true;
	if (error)
		kvrrp_extack_describe(client->error, sizeof(client->error), error,
				      client->request, attrs, len);
}

/* An answer left over from a call that was given up must not be taken for ours. */
static int on_sequence(struct nl_msg *msg, void *arg)
{
	struct kvrrp_client *client = arg;

	return nlmsg_hdr(msg)->nlmsg_seq == client->request->nlmsg_seq ? NL_OK : NL_SKIP;
}

static int on_valid(struct nl_msg *msg, void *arg)
{
	struct kvrrp_client *client = arg;
	struct nlmsghdr *hdr = nlmsg_hdr(msg);
	struct genlmsghdr *genl;
	int err;

	/* After a failure the rest is read all the same, so that the socket is clean. */
	if (hdr->nlmsg_type != client->family || !genlmsg_valid_hdr(hdr, 0) ||
	    !client->reply || client->result)
		return NL_OK;
	genl = nlmsg_data(hdr);
	err = client->reply(client->data, genlmsg_attrdata(genl, 0), genlmsg_attrlen(genl, 0));
	if (err)
		client->result = kvrrp_request_fail(client, err, "reading the answer");
	return NL_OK;
}

static int on_ack(struct nl_msg *msg, void *arg)
{
	struct kvrrp_client *client = arg;

	(void)msg;
	client->done = true;
	return NL_STOP;
}

/* End of a dump: it may carry an error number and, after it, the module's sentence. */
static int on_finish(struct nl_msg *msg, void *arg)
{
	struct kvrrp_client *client = arg;
	struct nlmsghdr *hdr = nlmsg_hdr(msg);
	int error = 0;

	client->done = true;
	if (nlmsg_datalen(hdr) >= (int)sizeof(error))
		memcpy(&error, nlmsg_data(hdr), sizeof(error));
	if (error >= 0 || client->result)
		return NL_STOP;
	if (hdr->nlmsg_flags & NLM_F_ACK_TLVS)
		answer_error(client, error, nlmsg_attrdata(hdr, sizeof(error)),
			     nlmsg_attrlen(hdr, sizeof(error)));
	else
		answer_error(client, error, NULL, 0);
	return NL_STOP;
}

static int on_error(struct sockaddr_nl *from, struct nlmsgerr *nlerr, void *arg)
{
	/* libnl hands over the payload; the header is what it follows. */
	struct nlmsghdr *hdr = (struct nlmsghdr *)((char *)nlerr - NLMSG_HDRLEN);
	size_t skip = sizeof(*nlerr);

	(void)from;
	/* Uncapped, the whole request stands between the error and the attributes. */
	if (!(hdr->nlmsg_flags & NLM_F_CAPPED))
		skip += nlmsg_datalen(&nlerr->msg);
	if ((hdr->nlmsg_flags & NLM_F_ACK_TLVS) && nlmsg_datalen(hdr) > (int)skip)
		answer_error(arg, nlerr->error, nlmsg_attrdata(hdr, skip),
			     nlmsg_attrlen(hdr, skip));
	else
		answer_error(arg, nlerr->error, NULL, 0);
	return NL_STOP;
}

int kvrrp_request_setup(struct kvrrp_client *client)
{
	int fd = nl_socket_get_fd(client->sock);
	int on = 1;

	/*
	 * libnl has no call for these. Without the first the module's sentences
	 * do not come; the second only keeps answers short. Neither is needed.
	 */
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));

	if (nl_socket_modify_cb(client->sock, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, on_sequence, client) ||
	    nl_socket_modify_cb(client->sock, NL_CB_VALID, NL_CB_CUSTOM, on_valid, client) ||
	    nl_socket_modify_cb(client->sock, NL_CB_ACK, NL_CB_CUSTOM, on_ack, client) ||
	    nl_socket_modify_cb(client->sock, NL_CB_FINISH, NL_CB_CUSTOM, on_finish, client) ||
	    nl_socket_modify_err_cb(client->sock, NL_CB_CUSTOM, on_error, client))
		return -EINVAL;
	return 0;
}

struct nl_msg *kvrrp_request_new(struct kvrrp_client *client, int command, int flags,
				 size_t payload)
{
	struct nl_msg *msg = nlmsg_alloc_size(nlmsg_total_size(GENL_HDRLEN + payload));

	if (!msg)
		return NULL;
	if (!genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, client->family, 0, flags, command,
			 KVRRP_FAMILY_VERSION)) {
		nlmsg_free(msg);
		return NULL;
	}
	return msg;
}

int kvrrp_request_send(struct kvrrp_client *client, struct nl_msg *msg,
		       int (*reply)(void *data, struct nlattr *attrs, int len), void *data)
{
	bool overtaken = false;
	int err;

	client->error[0] = '\0';
	if (!msg)
		return kvrrp_request_fail(client, -ENOMEM, "building the request");

	client->request = nlmsg_hdr(msg);
	client->reply = reply;
	client->data = data;
	client->result = 0;
	client->done = false;

	err = nl_send_auto(client->sock, msg);
	if (err < 0) {
		client->result = kvrrp_request_fail(client, kvrrp_request_errno(err),
						    "sending to the kernel");
		goto out;
	}
	while (!client->done) {
		err = nl_recvmsgs_default(client->sock);
		if (err == -NLE_DUMP_INTR) {
			overtaken = true;
		} else if (err < 0 && !client->done) {
			client->result = kvrrp_request_fail(client, kvrrp_request_errno(err),
							    "reading from the kernel");
			break;
		}
	}
	if (overtaken && !client->result)
		client->result = kvrrp_request_fail(client, -EINTR, "changed while being read");
out:
	client->request = NULL;
	nlmsg_free(msg);
	return client->result;
}

static int list_append(void *data, struct nlattr *attrs, int len)
{
	struct kvrrp_list *list = data;
	char *items, *item;
	int err;

	items = reallocarray(list->items, list->count + 1, list->item_size);
	if (!items)
		return -ENOMEM;
	list->items = items;
	item = items + list->count * list->item_size;
	memset(item, 0, list->item_size);
	err = list->decode(item, attrs, len);
	if (!err)
		list->count++;
	return err;
}

static void list_clear(struct kvrrp_list *list)
{
	size_t i;

	for (i = 0; list->clear && i < list->count; i++)
		list->clear((char *)list->items + i * list->item_size);
	free(list->items);
	list->items = NULL;
	list->count = 0;
}

int kvrrp_request_dump(struct kvrrp_client *client, int command, struct kvrrp_list *list)
{
	int tries, err;

	for (tries = 0; tries < DUMP_TRIES; tries++) {
		err = kvrrp_request_send(client, kvrrp_request_new(client, command, NLM_F_DUMP, 0),
					 list_append, list);
		if (!err)
			return 0;
		list_clear(list);
		if (err != -EINTR)
			return err;
	}
	return err;
}
