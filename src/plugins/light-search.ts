import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';

/**
 * Keeps the searching machine out of what every page loads. The search field reads one number
 * from a module that brings the machine along; only the worker needs that, once somebody
 * searches. The field gets the number from a module of its own.
 */
export function lightSearch(context: LoadContext): Plugin {
  return {
    name: 'light-search',
    configureWebpack: () => ({
      module: {
        rules: [
          {
            test: /docusaurus-search-local.*SearchBar\.jsx$/,
            resolve: {
              alias: {
                '../../utils/proxiedGeneratedConstants': path.join(
                  context.siteDir,
                  'src/search-limits.ts',
                ),
              },
            },
          },
        ],
      },
    }),
  };
}
