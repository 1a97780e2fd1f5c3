/** Debian's Chromium, which asks nobody on the network for anything of its own. */

export const CHROMIUM = '/usr/bin/chromium';

export const FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
