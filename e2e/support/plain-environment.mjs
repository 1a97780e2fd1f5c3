// What the shell or the CI of whoever runs the tests says of colours, engines and Node.js
// must not reach the programs under test.
for (const name of [
  'FORCE_COLOR',
  'NO_COLOR',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CERT_PATH',
  'NODE_OPTIONS',
]) {
  delete process.env[name];
}
