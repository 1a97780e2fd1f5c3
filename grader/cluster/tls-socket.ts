import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Endpoint } from './docker-host.ts';

/** Starts a TLS connection; it is usable after `secureConnect`. */
export function openTls(endpoint: Extract<Endpoint, { kind: 'tls' }>): TLSSocket {
  const { host, port, tls } = endpoint;
  return connect({
    host,
    port,
    // TLS knows names only; a certificate for an address is checked without one.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: tls.verify,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  });
}
