// Loaded before a program to learn the most memory that it held: NODE_OPTIONS=--require.
process.on('exit', () => {
  require('node:fs').writeFileSync(
    process.env.ROY_PEAK_FILE,
    String(process.resourceUsage().maxRSS),
  );
});
