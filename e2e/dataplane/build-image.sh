#!/bin/sh
# Builds the virtual machine of the data-plane tests: build-image.sh DIR, as root.
# DIR then holds disk.ext4, vmlinuz and initrd, and belongs to the user who called sudo.
# This file is the whole recipe: the image is kept under the hash of it (see image.ts).
set -eu

out=$1
suite=bookworm

# Every mount below ends with this process, however it ends.
if [ "${ROY_PRIVATE_MOUNTS:-}" != yes ]; then
  exec env ROY_PRIVATE_MOUNTS=yes unshare --mount "$0" "$@"
fi

work=$(mktemp -d "$out.XXXXXX")
trap 'umount "$work/root/proc" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
chmod 755 "$work"
root=$work/root

# The mirror that this machine already uses for Debian, of whatever release: it carries all
# of them. On another distribution, debootstrap's own default.
mirror=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' |
  awk '$1 == "Debian" && $2 == "Debian" { print $3; exit }')
if [ -n "$mirror" ]; then
  echo "mirror: $mirror"
fi

debootstrap --variant=minbase --include=initramfs-tools,systemd-sysv,udev "$suite" "$root" $mirror

# Only the drivers that this machine has: a small initrd boots faster without KVM.
echo 'MODULES=list' >"$root/etc/initramfs-tools/conf.d/virtual"
printf '%s\n' virtio_pci virtio_blk ext4 >>"$root/etc/initramfs-tools/modules"

# No service starts while the packages are being installed.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
  busybox-static ca-certificates curl docker.io iproute2 iptables iputils-ping jq kmod \
  libstdc++6 linux-image-cloud-amd64 openssh-server procps tcpdump
chroot "$root" apt-get clean
umount "$root/proc"
rm -rf "$root/usr/sbin/policy-rc.d" "$root"/var/lib/apt/lists/*

# The practice machines start engines of their own.
chroot "$root" systemctl --quiet mask docker.service docker.socket containerd.service
chroot "$root" systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer dpkg-db-backup.timer
chroot "$root" systemctl --quiet enable systemd-networkd.service
chroot "$root" systemctl --quiet disable systemd-networkd-wait-online.service

echo roy >"$root/etc/hostname"
printf '127.0.0.1 localhost roy\n' >"$root/etc/hosts"
# /roy is the disk with the files of one run: the project, node, the key for ssh.
cat >"$root/etc/fstab" <<'TABLE'
/dev/vda /    ext4 noatime 0 0
/dev/vdb /roy ext4 noatime 0 0
TABLE
mkdir "$root/roy"
# No default route: with one, every task start waits for a name server that never answers.
cat >"$root/etc/systemd/network/eth0.network" <<'NETWORK'
[Match]
Name=eth0

[Network]
Address=10.0.2.15/24
LinkLocalAddressing=no
LLDP=no
NETWORK
# debootstrap copied this machine's name servers: out of reach in there.
: >"$root/etc/resolv.conf"
# As on any machine where a Docker Engine runs. The kernel gives every new network namespace
# the machine's own value, and without it a service's VIP drops what the tasks answer.
echo 'net.ipv4.ip_forward = 1' >"$root/etc/sysctl.d/roy.conf"
cat >"$root/etc/ssh/sshd_config.d/roy.conf" <<'SSHD'
PermitRootLogin prohibit-password
PasswordAuthentication no
AuthorizedKeysFile /roy/authorized_keys
StrictModes no
UseDNS no
SSHD

cp "$root"/boot/vmlinuz-* "$work/vmlinuz"
cp "$root"/boot/initrd.img-* "$work/initrd"
chmod 644 "$work/vmlinuz" "$work/initrd"
mke2fs -q -t ext4 -L roy-root -d "$root" "$work/disk.ext4" 8G
rm -rf "$root"
chown -R "${SUDO_UID:-0}:${SUDO_GID:-0}" "$work"
mv -T "$work" "$out"
