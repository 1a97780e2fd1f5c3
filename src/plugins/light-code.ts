import { createRequire } from 'node:module';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';

const PRISM = '@docusaurus/theme-classic/lib/prism-include-languages.js';

/**
 * Keeps what colours program texts out of what every page loads: `colourListings` has done that
 * while the site was built.
 */
export function lightCode(context: LoadContext): Plugin {
  const prism = createRequire(path.join(context.siteDir, 'package.json')).resolve(PRISM);
  return {
    name: 'light-code',
    configureWebpack: () => ({ resolve: { alias: { [`${prism}$`]: false } } }),
  };
}
