// SPDX-License-Identifier: GPL-2.0-only
/* Choosing between the families, and what they do alike. */

#include <linux/ipv6.h>
#include <linux/sockptr.h>
#include <net/inet_common.h>

#include "family.h"
#include "proto/wire.h"

/**
 * kvrrp_family_by_af() - what to do for an address family
 * @af: AF_INET or AF_INET6
 *
 * Return: the family, or NULL if this kernel does not have it.
 */
const struct kvrrp_family *kvrrp_family_by_af(int af)
{
	switch (af) {
	case AF_INET:
		return &kvrrp_ipv4;
#if IS_ENABLED(CONFIG_IPV6)
	case AF_INET6:
		return ipv6_mod_enabled() ? &kvrrp_ipv6 : NULL;
#endif
	default:
		return NULL;
	}
}

/**
 * kvrrp_family_open_socket() - a socket to send adverts through
 * @net: namespace
 * @af: AF_INET or AF_INET6
 * @level: SOL_IP or SOL_IPV6
 * @option: IP_MULTICAST_LOOP or IPV6_MULTICAST_LOOP
 * @sk: gets the socket; inet_ctl_sock_destroy() closes it
 *
 * It receives nothing. What it is for: multicast loop is off, else the stack
 * would hand us a copy of everything we send. May sleep.
 *
 * Return: 0 or -errno.
 */
int kvrrp_family_open_socket(struct net *net, int af, int level, int option,
			     struct sock **sk)
{
	struct socket *sock;
	int off = 0;
	int err;

	err = inet_ctl_sock_create(sk, af, SOCK_RAW, VRRP_IPPROTO, net);
	if (err)
		return err;
	sock = (*sk)->sk_socket;
	err = sock->ops->setsockopt(sock, level, option, KERNEL_SOCKPTR(&off), sizeof(off));
	if (err) {
		inet_ctl_sock_destroy(*sk);
		*sk = NULL;
	}
	return err;
}
