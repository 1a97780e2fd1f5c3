// Starts the bundle beside this file with V8's code cache, which halves the start-up time.
// The cache is written at the end of a command's first run, when V8 has compiled what that
// command needs: another's would leave a part to compile in each run. It is of one version of
// Node and one bundle: V8 itself would take that of another as long.
'use strict';
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { Script, constants } = require('node:vm');

const file = `${__dirname}/main.cjs`;
const [command] = /^[a-z]+$/.exec(process.argv[2] ?? '') ?? ['any'];
const cache = `${__dirname}/main-${process.version}-${statSync(file).mtimeMs}-${command}.cache`;

const script = new Script(wrap(readFileSync(file, 'latin1')), {
  filename: file,
  cachedData: readIfThere(cache),
  importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
// Under sudo the file would become root's in a project that is not root's.
if (script.cachedDataRejected !== false && !process.env.SUDO_UID) process.on('exit', keep);
script.runInThisContext()(exports, require, module, file, __dirname);

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * A read-only project runs as well, only slower. A run that could not do its work has not
 * compiled what the work needs.
 */
function keep(code) {
  if (code > 1) return;
  try {
    const aside = `${cache}.${process.pid}`;
    writeFileSync(aside, script.createCachedData());
    renameSync(aside, cache);
  } catch {
    return;
  }
}
