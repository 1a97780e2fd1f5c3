import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Host } from '../../host.ts';
import { dockerArchitecture, sha256 } from './archive.ts';
import { pullOfficial } from './registry.ts';

/** A registry as Docker Hub is: an index, a token first, gzipped layers. */
const layer = Buffer.from('the layer');
const zipped = gzipSync(layer);
const config = Buffer.from(JSON.stringify({ config: { Env: ['PATH=/bin'], Cmd: ['sh'] } }));
const digest = (data: Buffer) => `sha256:${sha256(data)}`;
const manifest = Buffer.from(
  JSON.stringify({
    config: { digest: digest(config) },
    layers: [{ digest: digest(zipped), mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }],
  }),
);
const index = Buffer.from(
  JSON.stringify({
    manifests: [
      { digest: 'sha256:0', platform: { os: 'linux', architecture: 'pdp11' } },
      { digest: digest(manifest), platform: { os: 'linux', architecture: dockerArchitecture() } },
    ],
  }),
);
const content = new Map([
  ['/v2/library/busybox/manifests/latest', index],
  [`/v2/library/busybox/manifests/${digest(manifest)}`, manifest],
  [`/v2/library/busybox/blobs/${digest(config)}`, config],
  [`/v2/library/busybox/blobs/${digest(zipped)}`, zipped],
]);

const registry: RequestListener = (request, response) => {
  const address = `http://${request.headers.host ?? ''}`;
  const { pathname, searchParams } = new URL(request.url ?? '', address);
  if (pathname === '/token') {
    response.end(JSON.stringify({ token: `for ${searchParams.get('scope') ?? ''}` }));
  } else if (request.headers.authorization !== 'Bearer for pull:busybox') {
    response.setHeader('WWW-Authenticate', `Bearer realm="${address}/token",scope="pull:busybox"`);
    response.writeHead(401).end();
  } else {
    const found = content.get(pathname);
    response.writeHead(found ? 200 : 404).end(found);
  }
};

let server: Server;
let hostOf: (address: string) => Host;

beforeAll(async () => {
  server = createServer(registry);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  hostOf = (address) =>
    ({ env: { ROY_REGISTRY: address }, signal: new AbortController().signal }) as unknown as Host;
});

afterAll(() => {
  server.close();
});

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('pulling an official image', () => {
  it('takes the image for this processor and unpacks its layers', async () => {
    expect(await pullOfficial(hostOf(address()), 'busybox', 'latest')).toEqual({
      tag: 'busybox:latest',
      config: { Env: ['PATH=/bin'], Cmd: ['sh'] },
      layers: [layer],
    });
  });

  it('gives nothing where the registry lacks the image', async () => {
    expect(await pullOfficial(hostOf(address()), 'absent', 'latest')).toBeUndefined();
  });

  it('gives nothing where a layer is not what its digest says', async () => {
    const blob = `/v2/library/busybox/blobs/${digest(zipped)}`;
    content.set(blob, gzipSync('another layer'));
    expect(await pullOfficial(hostOf(address()), 'busybox', 'latest')).toBeUndefined();
    content.set(blob, zipped);
  });

  it('gives nothing where no registry answers', async () => {
    expect(await pullOfficial(hostOf('http://127.0.0.1:1'), 'busybox', 'latest')).toBeUndefined();
  });
});
