import type { Image } from './archive.ts';
import { tar } from './tar.ts';

/** The versions of `roy-web`: in `broken` only the health page is missing. */
const WEB_TAGS = ['1.0', '1.1', 'broken'] as const;

/** Every image that a lab may name. */
export const COURSE_IMAGES = ['busybox:latest', ...WEB_TAGS.map((tag) => `roy-web:${tag}`)];

/**
 * PID 1 has no default reaction to SIGTERM, so the script takes the signal itself and
 * ends within the second, with the code that tells of it. Without the trap `docker stop` would take 10 s.
 */
const START = `#!/bin/sh
trap 'kill "$server" 2>/dev/null; exit 143' TERM INT
echo "roy-web $(cat /etc/roy-web-version) $(hostname)" >/www/index.html
httpd -f -p 80 -h /www &
server=$!
wait "$server"
`;

/** The web images on top of busybox: a page at `/`, «ok» at `/health`. */
export function webImages(busybox: Image): Image[] {
  return WEB_TAGS.map((version) => ({
    tag: `roy-web:${version}`,
    config: {
      Env: busybox.config.Env,
      Cmd: ['/usr/bin/roy-web'],
      ExposedPorts: { '80/tcp': {} },
    },
    layers: [...busybox.layers, webLayer(version)],
  }));
}

function webLayer(version: (typeof WEB_TAGS)[number]): Buffer {
  const page = { type: 'file', mode: 0o644 } as const;
  return tar([
    { path: 'etc/roy-web-version', ...page, content: `${version}\n` },
    { path: 'usr/bin/roy-web', type: 'file', mode: 0o755, content: START },
    { path: 'www', type: 'folder', mode: 0o755 },
    ...(version === 'broken' ? [] : [{ path: 'www/health', ...page, content: 'ok\n' }]),
  ]);
}
