/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels kvrrp is built for, and nothing else. The
 * KVRRP_HAVE_ symbols come from the probes in Kbuild.
 */
#ifndef _KVRRP_COMPAT_H
#define _KVRRP_COMPAT_H

#include <linux/device.h>
#include <linux/hrtimer.h>

/* since 6.13: the callback is given to hrtimer_setup() */
#ifndef KVRRP_HAVE_HRTIMER_SETUP
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock_id, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock_id, mode);
	timer->function = function;
}
#endif

/* since 6.2: class callbacks get a const device */
#ifdef KVRRP_HAVE_CONST_CLASS_NAMESPACE
#define KVRRP_CLASS_CONST const
#else
#define KVRRP_CLASS_CONST
#endif

#endif
