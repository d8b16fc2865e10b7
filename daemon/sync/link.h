/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hearing of interfaces that appear or get another name. */
#ifndef KVRRP_SYNC_LINK_H
#define KVRRP_SYNC_LINK_H

/* A non-blocking socket in RTNLGRP_LINK, or -errno. */
int kvrrp_link_open(void);

/*
 * Reads what is there; interface is NULL if messages were lost, and anything may have
 * happened. 0 or -errno.
 */
int kvrrp_link_read(int fd, void (*seen)(void *data, const char *interface), void *data);

#endif
