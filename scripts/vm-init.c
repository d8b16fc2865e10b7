// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Process 1 of a virtual machine started by scripts/vm, for QEMU and user-mode Linux.
 *
 * Puts a tmpfs over the host's root file system, makes the machine a place where programs feel at
 * home, runs the command, looks for leaks, writes down what happened and switches the machine off.
 * In C and statically linked, because starting a program costs 70 ms under user-mode Linux with
 * KASAN, and a shell script would start fifty.
 *
 * The kernel's command line gives it, as environment:
 *   vm_kind     qemu (we are in the initramfs, the host's root comes over 9p)
 *               or uml (the host's root is our root, read only)
 *   vm_root     the checkout: the command's working directory
 *   vm_run      the run folder, shared with the host: argv and environ (of the command, strings
 *               that end in NUL) come from there, stdout, stderr, dmesg, kmemleak and, last of
 *               all, status go there
 *   vm_out      the folder whose contents outlive the machine
 *   vm_modules  what belongs at /lib/modules/RELEASE
 *   vm_keep     a further folder of the host that must stay in sight below a fresh /tmp
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *vm_run;
static bool is_uml;

static void say(const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	int fd, n;

	n = sprintf(line, "<5>vm: ");
	va_start(ap, fmt);
	n += vsnprintf(line + n, sizeof(line) - n - 1, fmt, ap);
	va_end(ap);
	strcat(line, "\n"); /* or it stays unseen until the next line */
	fd = open("/dev/kmsg", O_WRONLY);
	if (fd < 0 || write(fd, line, strlen(line)) < 0)
		fputs(line + 3, stderr);
	if (fd >= 0)
		close(fd);
}

static void off(void)
{
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

/* Without a status file the host knows that the machine never got to its end. */
static void give_up(const char *what)
{
	say("%s: %s", what, strerror(errno));
	off();
}

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	if (!value) {
		errno = EINVAL;
		give_up(name);
	}
	return value;
}

static void make_folders(const char *path)
{
	char part[PATH_MAX];
	char *p;

	snprintf(part, sizeof(part), "%s", path);
	for (p = part + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = 0;
		mkdir(part, 0755);
		*p = '/';
	}
	mkdir(part, 0755);
}

static void must_mount(const char *what, const char *where, const char *type, unsigned long flags,
		       const char *options)
{
	make_folders(where);
	if (mount(what, where, type, flags, options))
		give_up(where);
}

/* Not every kernel has every one of these. */
static void may_mount(const char *type, const char *where, const char *options)
{
	mkdir(where, 0755);
	mount(type, where, type, 0, options);
}

static void put(const char *path, const char *text, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, text, len) != (ssize_t)len)
		say("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

static void put_string(const char *path, const char *text)
{
	put(path, text, strlen(text));
}

/* --- a root that can be written -------------------------------------------------------------- */

/* The modules of the initramfs, in the order of loading. */
static void load_modules(void)
{
	char line[NAME_MAX], path[PATH_MAX];
	FILE *order = fopen("/lib/order", "re");
	int fd;

	if (!order)
		give_up("/lib/order");
	while (fgets(line, sizeof(line), order)) {
		line[strcspn(line, "\n")] = 0;
		snprintf(path, sizeof(path), "/lib/%s", line);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0 || (syscall(SYS_finit_module, fd, "", 0) && errno != EEXIST))
			give_up(path);
		close(fd);
	}
	fclose(order);
}

static void root_over_9p(void)
{
	must_mount("dev", "/dev", "devtmpfs", 0, NULL);
	load_modules();
	must_mount("host", "/host", "9p", MS_RDONLY,
		   "trans=virtio,version=9p2000.L,msize=512000,cache=loose");
	must_mount("mem", "/mem", "tmpfs", 0, "mode=755,size=75%");
	mkdir("/mem/upper", 0755);
	mkdir("/mem/work", 0755);
	must_mount("overlay", "/newroot", "overlay", 0,
		   "lowerdir=/host,upperdir=/mem/upper,workdir=/mem/work");
	umount("/dev");
	if (chdir("/newroot") || mount(".", "/", NULL, MS_MOVE, NULL) || chroot("."))
		give_up("new root");
}

static void root_over_hostfs(void)
{
	must_mount("mem", "/mnt", "tmpfs", 0, "mode=755,size=75%");
	mkdir("/mnt/upper", 0755);
	mkdir("/mnt/work", 0755);
	must_mount("overlay", "/mnt/root", "overlay", 0,
		   "lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work");
	if (chdir("/mnt/root") || syscall(SYS_pivot_root, ".", "mnt") || chroot(".") ||
	    umount2("/mnt", MNT_DETACH))
		give_up("new root");
}

/* --- folders of the host that a fresh /tmp or /run would hide -------------------------------- */

static const char *kept[3];

static void keep_aside(void)
{
	static const char * const hidden[] = { "/tmp/", "/run/", "/var/run/", "/dev/", NULL };
	const char *wanted[] = { setting("vm_root"), setting("vm_modules"), setting("vm_keep") };
	char aside[32];

	for (int i = 0; i < 3; i++) {
		for (int j = 0; hidden[j]; j++)
			if (!strncmp(wanted[i], hidden[j], strlen(hidden[j])))
				kept[i] = wanted[i];
		snprintf(aside, sizeof(aside), "/.kept/%d", i);
		if (kept[i])
			must_mount(kept[i], aside, NULL, MS_BIND, NULL);
	}
}

static void keep_back(void)
{
	char aside[32];

	for (int i = 0; i < 3; i++) {
		snprintf(aside, sizeof(aside), "/.kept/%d", i);
		if (kept[i])
			must_mount(aside, kept[i], NULL, MS_MOVE, NULL);
	}
}

/* --- a machine to feel at home in ------------------------------------------------------------ */

static void mount_usual(void)
{
	must_mount("dev", "/dev", "devtmpfs", 0, NULL);
	may_mount("devpts", "/dev/pts", "ptmxmode=666,gid=5,mode=620");
	may_mount("tmpfs", "/dev/shm", "mode=1777");
	may_mount("mqueue", "/dev/mqueue", NULL);
	if (symlink("/proc/self/fd", "/dev/fd") || symlink("fd/0", "/dev/stdin") ||
	    symlink("fd/1", "/dev/stdout") || symlink("fd/2", "/dev/stderr"))
		say("/dev: %s", strerror(errno));
	must_mount("tmpfs", "/run", "tmpfs", 0, "mode=755");
	must_mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777");
	make_folders("/run/lock");
	make_folders("/run/netns");
	may_mount("cgroup2", "/sys/fs/cgroup", NULL);
	may_mount("debugfs", "/sys/kernel/debug", NULL);
	may_mount("tracefs", "/sys/kernel/tracing", NULL);
}

/* A folder of the host, writable, at the path it has there. */
static void share(const char *tag, const char *path)
{
	if (is_uml)
		must_mount("none", path, "hostfs", 0, path);
	else
		must_mount(tag, path, "9p", 0,
			   "trans=virtio,version=9p2000.L,msize=262144,cache=none");
}

static void name_ourselves(void)
{
	static const char name[] = "kvrrp-vm";
	struct ifreq lo = { .ifr_name = "lo" };
	int fd;

	if (sethostname(name, strlen(name)))
		say("host name: %s", strerror(errno));
	put_string("/etc/hosts", "127.0.0.1 localhost kvrrp-vm\n::1 localhost\n");
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &lo))
		give_up("lo");
	lo.ifr_flags |= IFF_UP;
	if (ioctl(fd, SIOCSIFFLAGS, &lo))
		give_up("lo");
	close(fd);
}

static void find_modules(void)
{
	char path[PATH_MAX];
	struct utsname u;

	uname(&u);
	snprintf(path, sizeof(path), "/lib/modules/%s", u.release);
	must_mount(setting("vm_modules"), path, NULL, MS_BIND, NULL);
}

/* --- the command ----------------------------------------------------------------------------- */

/* A file of strings that end in NUL, as an array that ends in NULL. */
static char **strings(const char *name)
{
	size_t size = 0, len, n = 0;
	char *text = NULL, *p;
	char path[PATH_MAX];
	char **list;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", vm_run, name);
	f = fopen(path, "re");
	if (!f)
		give_up(path);
	len = 0;
	do {
		text = realloc(text, size += 65536);
		if (!text)
			give_up("memory");
		len += fread(text + len, 1, size - len, f);
	} while (len == size);
	fclose(f);

	for (p = text; p < text + len; p++)
		n += !*p;
	list = calloc(n + 1, sizeof(*list));
	if (!list)
		give_up("memory");
	p = text;
	for (size_t i = 0; i < n; i++) {
		list[i] = p;
		p += strlen(p) + 1;
	}
	return list;
}

/*
 * Output goes through a pipe, so that a program may open /dev/stdout again without cutting off
 * what others wrote.  Returns the end to write to.
 */
static int carry(const char *name, pid_t *carrier)
{
	char buf[65536], path[PATH_MAX];
	ssize_t n;
	int p[2], fd;

	if (pipe2(p, O_CLOEXEC))
		give_up("pipe");
	*carrier = fork();
	if (*carrier)
		return close(p[0]), p[1];
	close(p[1]);
	snprintf(path, sizeof(path), "%s/%s", vm_run, name);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	while ((n = read(p[0], buf, sizeof(buf))) > 0)
		if (write(fd, buf, n) != n)
			_exit(1);
	_exit(0);
}

static pid_t start(int out, int err)
{
	char **argv = strings("argv"), **envp = strings("environ");
	pid_t pid = fork();
	int null;

	if (pid)
		return pid;
	null = open("/dev/null", O_RDONLY);
	dup2(null, 0);
	dup2(out, 1);
	dup2(err, 2);
	closefrom(3);
	signal(SIGPIPE, SIG_DFL);
	setsid();
	umask(022);
	if (chdir(setting("vm_root")))
		_exit(126);
	environ = envp;
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Reaps everybody until PID is gone, and returns its status as a shell would. */
static int wait_for(pid_t pid)
{
	int status;
	pid_t p;

	do {
		p = wait(&status);
	} while (p != pid && (p >= 0 || errno == EINTR));
	if (p != pid)
		return 0;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Kills all programs but two; returns how many there were. */
static int kill_others(pid_t but_not, pid_t nor)
{
	char path[64], where[8];
	struct dirent *d;
	int killed = 0;
	DIR *proc;
	pid_t pid;

	proc = opendir("/proc");
	while (proc && (d = readdir(proc))) {
		pid = atoi(d->d_name);
		if (pid <= 1 || pid == but_not || pid == nor)
			continue;
		snprintf(path, sizeof(path), "/proc/%d/exe", pid);
		if (readlink(path, where, sizeof(where)) > 0)
			killed += !kill(pid, SIGKILL);
	}
	if (proc)
		closedir(proc);
	return killed;
}

/* What the command left running would hold its output open; some may be forking just now. */
static void end_others(pid_t but_not, pid_t nor)
{
	for (int i = 0; i < 1000 && kill_others(but_not, nor); i++)
		usleep(1000);
}

/* --- what happened --------------------------------------------------------------------------- */

/* Copies what a kernel file says to one in the run folder. */
static void collect(const char *from, const char *name)
{
	char buf[65536], path[PATH_MAX];
	int in, out;
	ssize_t n;

	snprintf(path, sizeof(path), "%s/%s", vm_run, name);
	in = open(from, O_RDONLY | O_CLOEXEC);
	out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	while ((n = read(in, buf, sizeof(buf))) > 0)
		if (write(out, buf, n) != n)
			break;
	close(in);
	close(out);
}

/*
 * kmemleak reports nothing younger than 5 s, and an object may be on its way between two places
 * during one scan, though hardly during two.  Asked only if an out-of-tree module was loaded.
 */
static void look_for_leaks(void)
{
	static const char leaks[] = "/sys/kernel/debug/kmemleak";
	char tainted[32] = "";
	int fd;

	fd = open("/proc/sys/kernel/tainted", O_RDONLY);
	if (fd < 0 || read(fd, tainted, sizeof(tainted) - 1) < 0 || !(atol(tainted) & 1 << 12))
		return;
	close(fd);
	if (access(leaks, W_OK))
		return;
	sleep(6);
	put_string(leaks, "scan");
	sleep(6);
	put_string(leaks, "scan");
	collect(leaks, "kmemleak");
}

static void save_log(void)
{
	int size = klogctl(10 /* SYSLOG_ACTION_SIZE_BUFFER */, NULL, 0);
	char path[PATH_MAX];
	char *buf = malloc(size);
	int n;

	if (!buf)
		give_up("memory");
	n = klogctl(3 /* SYSLOG_ACTION_READ_ALL */, buf, size);
	snprintf(path, sizeof(path), "%s/dmesg", vm_run);
	put(path, buf, n > 0 ? n : 0);
	free(buf);
}

static void save_status(int status)
{
	char new[PATH_MAX], path[PATH_MAX], text[16];

	snprintf(new, sizeof(new), "%s/status.new", vm_run);
	snprintf(path, sizeof(path), "%s/status", vm_run);
	snprintf(text, sizeof(text), "%d\n", status);
	put_string(new, text);
	rename(new, path);
}

int main(void)
{
	pid_t command, carrier[2];
	int out, err, status;
	struct timespec t;

	umask(0);
	signal(SIGPIPE, SIG_IGN);
	vm_run = setting("vm_run");
	is_uml = !strcmp(setting("vm_kind"), "uml");
	if (is_uml)
		root_over_hostfs();
	else
		root_over_9p();
	if (chdir("/"))
		give_up("/");

	must_mount("proc", "/proc", "proc", 0, NULL);
	must_mount("sysfs", "/sys", "sysfs", 0, NULL);
	keep_aside();
	mount_usual();
	keep_back();
	share("run", vm_run);
	share("out", setting("vm_out"));
	find_modules();
	name_ourselves();

	out = carry("stdout", &carrier[0]);
	err = carry("stderr", &carrier[1]);
	clock_gettime(CLOCK_BOOTTIME, &t);
	say("ready after %lld.%02ld s", (long long)t.tv_sec, t.tv_nsec / 10000000);
	command = start(out, err);
	close(out);
	close(err);
	status = wait_for(command);
	say("command ended with status %d", status);

	end_others(carrier[0], carrier[1]);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	look_for_leaks();
	save_log();
	save_status(status);
	off();
}
