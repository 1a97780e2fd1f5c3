// Bundles the program into dist/: one file, no node_modules at run time.
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
// Built aside and swapped in whole: a `roy` that runs meanwhile never sees half a build.
const out = `${root}dist.new-${process.pid}`;

// dockerode carries an HTTP client, an ssh client, a BuildKit session and an image builder that
// are never used here: its calls go through grader/cluster/transport.ts. Reading them would
// double the start-up time.
const unused = {
  name: 'unused',
  setup(plugin) {
    const packages = /^(docker-modem|@grpc\/.*|protobufjs|tar-fs|@balena\/dockerignore)$/;
    plugin.onResolve({ filter: packages }, ({ path }) => ({ path, namespace: 'unused' }));
    plugin.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

// Node takes 4 ms to load crypto and 3 ms for zlib, and most runs use neither: they are loaded
// when something of theirs is.
const late = {
  name: 'late',
  setup(plugin) {
    const builtins = /^(node:)?(crypto|zlib)$/;
    plugin.onResolve({ filter: builtins, namespace: 'file' }, ({ path }) => ({
      path,
      namespace: 'late',
    }));
    plugin.onLoad({ filter: builtins, namespace: 'late' }, async ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(await import(path)))})
        Object.defineProperty(exports, name, {
          enumerable: true,
          get: () => require(${JSON.stringify(path)})[name],
        });`,
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  plugins: [unused, late],
  logLevel: 'warning',
};

/**
 * A program with one letter beyond ASCII takes twice the memory and 5 ms more to start: esbuild
 * leaves those in regular expressions.
 */
function inAscii(program) {
  return program.replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Reads every lab.yml with the program's own reader; ends with its message when one is wrong. */
async function compileLabs() {
  await build({
    ...common,
    entryPoints: ['grader/lab-yaml.ts', 'grader/codes/dictionary.ts'],
    format: 'esm',
    outdir: out,
    outbase: 'grader',
    outExtension: { '.js': '.mjs' },
  });
  const load = (file) => import(pathToFileURL(`${out}/${file}`).href);
  const { parseLabYaml, checkCourse, labJsonSchema } = await load('lab-yaml.mjs');
  const { errorDictionary } = await load('codes/dictionary.mjs');
  const folders = (await readdir(`${root}labs`, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && /^\d\d/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const labs = [];
  for (const name of folders) {
    const file = `labs/${name}/lab.yml`;
    const source = await readFile(`${root}${file}`, 'utf8').catch(() => undefined);
    labs.push(parseLabYaml(name, source, file));
  }
  checkCourse(labs);
  await writeFile(`${out}/labs.json`, JSON.stringify(labs));
  await writeFile(`${out}/codes.json`, JSON.stringify(errorDictionary(labs)));
  await writeFile(`${out}/lab.schema.json`, JSON.stringify(labJsonSchema(), null, 2));
}

try {
  await mkdir(out, { recursive: true });
  await compileLabs();
  const { outputFiles } = await build({
    ...common,
    write: false,
    entryPoints: ['grader/cli.ts'],
    // CommonJS, because V8's code cache can be used with it.
    format: 'cjs',
    // Only authors need it, for the fingerprints of the accuracy matrix.
    external: ['esbuild'],
    // A program that comes from the code cache can `require` and not `import()`.
    supported: { 'dynamic-import': false },
    outfile: `${out}/main.cjs`,
    define: { 'import.meta.url': 'royUrl' },
    banner: { js: "const royUrl=require('node:url').pathToFileURL(__filename).href;" },
  });
  for (const { path, text } of outputFiles) await writeFile(path, inAscii(text));
  await copyFile(`${root}cached-start.cjs`, `${out}/cli.cjs`);
  await rm(`${root}dist`, { recursive: true, force: true });
  await rename(out, `${root}dist`);
} catch (error) {
  // esbuild has printed its own errors already.
  if (error?.errors === undefined && error?.name !== 'RoyError') throw error;
  if (error.name === 'RoyError')
    console.error([error.message, ...error.next.map((line) => `  ${line}`)].join('\n'));
  process.exitCode = error.exitCode ?? 1;
} finally {
  await rm(out, { recursive: true, force: true });
}
