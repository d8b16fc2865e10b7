# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvrrp: module, daemon and command.  `make help` lists the targets.
#
# The module is described in Kbuild (which is what the kernel's build system and dkms
# read), programs in daemon/build.mk, tests in tests/build.mk.

VERSION := $(shell cat VERSION)
B := build

all: programs modules

# --- programs -------------------------------------------------------------------
#
# daemon/build.mk and tests/build.mk add to PROGRAMS and give the rules.  They may use
# CC, CPPFLAGS, CFLAGS, LDFLAGS and B, and build below $(B); -MMD files are read here.

CC = gcc
WERROR = -Werror
CPPFLAGS = -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -DKVRRP_VERSION='"$(VERSION)"' -Iuapi
CFLAGS = -std=gnu17 -O2 -g -Wall -Wextra $(WERROR) -fstack-protector-strong -fPIE
LDFLAGS = -pie -Wl,-z,relro,-z,now
PROGRAMS =

-include daemon/build.mk
-include tests/build.mk
-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d $(B)/*/*/*/*.d)

programs: $(PROGRAMS)

# --- modules --------------------------------------------------------------------
#
# Kbuild builds beside the sources.  Each kernel gets a folder of its own with a copy
# of them, so that kernels can be built at the same time and only what changed is built
# again.

KERNELS := 6.1 6.1-rt 6.12 6.12-rt
KMOD_SOURCES := $(wildcard Kbuild VERSION scripts/kernel-probe kmod/*.[chS] kmod/*/*.[chS] \
	uapi/*/*.h)
KMOD_OBJECTS := $(foreach k,$(KERNELS) uml,$(B)/kmod/$(k)/kvrrp.ko)

modules:
	@for k in $(KERNELS); do \
		if scripts/kernel headers $$k >/dev/null; then \
			$(MAKE) --no-print-directory module-$$k || exit; \
		else \
			echo "no headers for $$k: its module is left out (make deps fetches them)"; \
		fi; \
	done

$(addprefix module-,$(KERNELS) uml): module-%: $(B)/kmod/%/kvrrp.ko

# A kernel update moves the headers: build again then, too.
$(KMOD_OBJECTS): $(B)/kmod/%/kvrrp.ko: $(KMOD_SOURCES) $(B)/kmod/%/kernel
	@mkdir -p $(@D)
	flock $(@D)/.lock scripts/kmod-build $* $(@D) $(KMOD_SOURCES)

$(KMOD_OBJECTS:kvrrp.ko=kernel): $(B)/kmod/%/kernel: FORCE
	@mkdir -p $(@D)
	@scripts/kernel headers $* >$@.new.$$$$ || { rm -f $@.new.$$$$; \
		echo "no headers for kernel $*: make deps installs them"; exit 1; }; \
	cmp -s $@.new.$$$$ $@ && rm -f $@.new.$$$$ || mv $@.new.$$$$ $@

# What scripts/vm wants before it starts a machine: everything there are sources for.
vm-files-%: programs
	@$(if $(wildcard Kbuild),$(MAKE) --no-print-directory module-$*,:)

# --- things to run --------------------------------------------------------------

deps:
	@scripts/deps

# make -j deps demo
ifneq ($(filter deps,$(MAKECMDGOALS)),)
demo check modules programs: deps
endif

demo:
	@scripts/demo

check:
	@scripts/check

bench:
	@scripts/bench

# --- installation ---------------------------------------------------------------

PREFIX = /usr/local
SYSCONFDIR = /etc/kvrrp
sbindir = $(PREFIX)/sbin
unitdir = $(PREFIX)/lib/systemd/system
modloaddir = $(PREFIX)/lib/modules-load.d
mandir = $(PREFIX)/share/man
docdir = $(PREFIX)/share/doc/kvrrp
completiondir = $(PREFIX)/share/bash-completion/completions
DKMS_SOURCE = $(DESTDIR)/usr/src/kvrrp-$(VERSION)

MAN_SOURCES := $(wildcard daemon/man/*.scd)
MAN_PAGES := $(MAN_SOURCES:daemon/man/%.scd=$(B)/man/%) $(wildcard daemon/man/*.[578])
UNITS := $(wildcard daemon/systemd/*.service)
EXAMPLES := $(wildcard daemon/examples/*)
COMPLETIONS := $(wildcard daemon/completion/*)

$(B)/man/%: daemon/man/%.scd
	@mkdir -p $(@D)
	scdoc <$< >$@.new && mv $@.new $@

man: $(MAN_PAGES)

install: programs man
	install -d $(DESTDIR)$(sbindir) $(DESTDIR)$(SYSCONFDIR) $(DESTDIR)$(unitdir) \
		$(DESTDIR)$(modloaddir)
	install -m 755 $(PROGRAMS) $(DESTDIR)$(sbindir)
	@for u in $(UNITS); do \
		sed 's|@sbindir@|$(sbindir)|g; s|/usr/sbin/kvrrp|$(sbindir)/kvrrp|g; s|@sysconfdir@|$(SYSCONFDIR)|g' \
			$$u >$(B)/$${u##*/}; \
		echo "install -m 644 $$u $(DESTDIR)$(unitdir)"; \
		install -m 644 $(B)/$${u##*/} $(DESTDIR)$(unitdir) || exit; \
	done
	echo kvrrp >$(DESTDIR)$(modloaddir)/kvrrp.conf
	@for m in $(MAN_PAGES); do \
		install -D -m 644 $$m $(DESTDIR)$(mandir)/man$${m##*.}/$${m##*/} || exit; \
	done
	@for c in $(COMPLETIONS); do \
		install -D -m 644 $$c $(DESTDIR)$(completiondir)/$${c##*/} || exit; \
	done
	@for e in $(EXAMPLES); do \
		install -D -m 644 $$e $(DESTDIR)$(docdir)/examples/$${e##*/} || exit; \
	done
	@e=daemon/examples/kvrrpd.conf.example; d=$(DESTDIR)$(SYSCONFDIR)/kvrrpd.conf.example; \
	if [ -e $$e ] && [ ! -e $$d ]; then install -m 644 $$e $$d; fi
	@echo "No configuration was put in place: write $(SYSCONFDIR)/kvrrpd.conf, then start kvrrpd."

uninstall:
	rm -f $(addprefix $(DESTDIR)$(sbindir)/,$(notdir $(PROGRAMS)))
	rm -f $(addprefix $(DESTDIR)$(unitdir)/,$(notdir $(UNITS)))
	rm -f $(DESTDIR)$(modloaddir)/kvrrp.conf
	rm -f $(foreach m,$(MAN_PAGES),$(DESTDIR)$(mandir)/man$(subst .,,$(suffix $(m)))/$(notdir $(m)))
	rm -f $(addprefix $(DESTDIR)$(completiondir)/,$(notdir $(COMPLETIONS)))
	rm -rf $(DESTDIR)$(docdir)
	@echo "left alone: $(DESTDIR)$(SYSCONFDIR)"

# The module's sources as dkms wants them; DESTDIR is for packagers and tests.
dkms-source:
	rm -rf $(DKMS_SOURCE)
	install -d $(DKMS_SOURCE)
	cp -p --parents $(KMOD_SOURCES) $(DKMS_SOURCE)
	sed 's/#MODULE_VERSION#/$(VERSION)/' dkms.conf >$(DKMS_SOURCE)/dkms.conf

dkms-install:
	@! dkms status kvrrp/$(VERSION) | grep -q . || dkms remove kvrrp/$(VERSION) --all
	$(MAKE) --no-print-directory dkms-source DESTDIR=
	dkms add kvrrp/$(VERSION)
	dkms build kvrrp/$(VERSION)
	dkms install kvrrp/$(VERSION)

dkms-uninstall:
	dkms remove kvrrp/$(VERSION) --all
	rm -rf /usr/src/kvrrp-$(VERSION)

clean:
	rm -rf $(B)

help:
	@echo 'make             programs, and the module for every kernel with headers here'
	@echo 'make deps        install and fetch what the rest needs (root, Debian 12)'
	@echo 'make demo        watch an address move between two machines'
	@echo 'make check       every check and test'
	@echo 'make bench       measure beside keepalived, in one machine'
	@echo 'make programs    kvrrpd and kvrrp, in $(B)/bin'
	@echo 'make modules     the modules; make module-K for one of: $(KERNELS) uml'
	@echo 'make install     programs and their files; PREFIX=$(PREFIX), DESTDIR='
	@echo 'make uninstall   takes them away, but not $(SYSCONFDIR)'
	@echo 'make dkms-install, dkms-uninstall   the module, for this and later kernels (root)'
	@echo 'make clean       rm -rf $(B)'

FORCE:
.DELETE_ON_ERROR:
.PHONY: all programs modules deps demo check bench man install uninstall dkms-source dkms-install \
	dkms-uninstall clean help FORCE $(addprefix module-,$(KERNELS) uml)
