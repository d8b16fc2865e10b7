/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interfaces: their numbers, and hearing of those that appear or get another name. */
#ifndef KVRRP_SYNC_LINK_H
#define KVRRP_SYNC_LINK_H

#include <stdint.h>

/* A socket for kvrrp_link_index(), or -errno. */
int kvrrp_link_query_open(void);

/*
 * The number of an interface, 0 if there is none. Unlike if_nametoindex(), asking for
 * one that is missing does not make the kernel look for a module of that name, which
 * takes a while.
 */
uint32_t kvrrp_link_index(int fd, const char *interface);

/* A non-blocking socket in RTNLGRP_LINK, or -errno. */
int kvrrp_link_open(void);

/*
 * Reads what is there; interface is NULL if messages were lost, and anything may have
 * happened. 0 or -errno.
 */
int kvrrp_link_read(int fd, void (*seen)(void *data, const char *interface), void *data);

#endif
