// SPDX-License-Identifier: GPL-2.0-or-later
/* The client itself: its socket, and finding the family. */

#include <errno.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <stdlib.h>

#include "kernel/client.h"
#include "kernel/request.h"

int kvrrp_client_open(struct kvrrp_client **out)
{
	struct kvrrp_client *client;
	int err;

	*out = NULL;
	client = calloc(1, sizeof(*client));
	if (!client)
		return -ENOMEM;
	client->sock = nl_socket_alloc();
	if (!client->sock) {
		err = -ENOMEM;
		goto err_free;
	}
	err = genl_connect(client->sock);
	if (err < 0) {
		err = kvrrp_request_errno(err);
		goto err_free;
	}
	client->family = genl_ctrl_resolve(client->sock, KVRRP_FAMILY_NAME);
	if (client->family < 0) {
		err = kvrrp_request_errno(client->family);
		goto err_free;
	}
	/* After resolving: that is a conversation with libnl's own callbacks. */
	err = kvrrp_request_setup(client);
	if (err)
		goto err_free;
	*out = client;
	return 0;

err_free:
	kvrrp_client_close(client);
	return err;
}

void kvrrp_client_close(struct kvrrp_client *client)
{
	if (!client)
		return;
	nl_socket_free(client->sock);
	free(client);
}

const char *kvrrp_client_error(const struct kvrrp_client *client)
{
	return client->error;
}
