// Bundles the program into dist/: one file start, lazy chunks, no node_modules at run time.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
// Built aside and swapped in whole: a `roy` that runs meanwhile never sees half a build.
const out = `${root}dist.new-${process.pid}`;

// dockerode carries an ssh client and a BuildKit session that are never used here: ssh
// endpoints go through the system's own ssh. Reading them would double the start-up time.
const unused = {
  name: 'unused',
  setup(plugin) {
    plugin.onResolve({ filter: /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader)$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    plugin.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  plugins: [unused],
  logLevel: 'warning',
  // dockerode and its parts are CommonJS and call require().
  banner: {
    js: "import{createRequire as royRequire}from'node:module';const require=royRequire(import.meta.url);",
  },
};

/** Reads every lab.yml with the program's own reader; ends with its message when one is wrong. */
async function compileLabs() {
  await build({
    ...common,
    entryPoints: { 'lab-yaml': 'grader/lab-yaml.ts' },
    outdir: out,
    outExtension: { '.js': '.mjs' },
  });
  const { parseLabYaml, labJsonSchema } = await import(pathToFileURL(`${out}/lab-yaml.mjs`).href);
  const folders = (await readdir(`${root}labs`, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && /^\d\d/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const labs = [];
  for (const name of folders) {
    const file = `labs/${name}/lab.yml`;
    labs.push(parseLabYaml(name, await readFile(`${root}${file}`, 'utf8'), file));
  }
  await writeFile(`${out}/labs.json`, JSON.stringify(labs));
  await writeFile(`${out}/lab.schema.json`, JSON.stringify(labJsonSchema(), null, 2));
}

try {
  await mkdir(out, { recursive: true });
  await compileLabs();
  await build({
    ...common,
    entryPoints: { cli: 'grader/cli.ts' },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    outdir: out,
    outExtension: { '.js': '.mjs' },
  });
  await rm(`${root}dist`, { recursive: true, force: true });
  await rename(out, `${root}dist`);
} catch (error) {
  if (error?.name !== 'RoyError') throw error;
  console.error([error.message, ...error.next.map((line) => `  ${line}`)].join('\n'));
  process.exitCode = error.exitCode;
} finally {
  await rm(out, { recursive: true, force: true });
}
