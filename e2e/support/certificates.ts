import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes a certificate authority and, signed by it, a certificate for an engine on 127.0.0.1
 * and one for its users, as https://docs.docker.com/engine/security/protect-access/ does.
 * Writes `server/` and `client/` below the folder, each with ca.pem, cert.pem and key.pem.
 */
export async function makeCertificates(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const authority = { key: join(folder, 'ca-key.pem'), certificate: join(folder, 'ca.pem') };
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=roy test CA'],
    ...['-keyout', authority.key, '-out', authority.certificate],
  ]);
  await sign(folder, 'server', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
  await sign(folder, 'client', 'extendedKeyUsage=clientAuth\n');
}

async function sign(folder: string, role: string, extensions: string): Promise<void> {
  const place = join(folder, role);
  const file = (name: string) => join(place, name);
  await mkdir(place);
  await writeFile(file('extensions'), extensions);
  await run('openssl', [
    ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${role}`],
    ...['-keyout', file('key.pem'), '-out', file('request')],
  ]);
  await run('openssl', [
    ...['x509', '-req', '-days', '2', '-in', file('request'), '-extfile', file('extensions')],
    ...['-CA', join(folder, 'ca.pem'), '-CAkey', join(folder, 'ca-key.pem'), '-CAcreateserial'],
    ...['-out', file('cert.pem')],
  ]);
  await copyFile(join(folder, 'ca.pem'), file('ca.pem'));
}
