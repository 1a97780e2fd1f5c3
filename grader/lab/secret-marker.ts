/**
 * Where a value stood that a lab declares as secret, a snapshot has a marker: it names the
 * lab and the param, and holds nothing of the value.
 */
export function secretMarker(lab: string, param: string): string {
  return `‹секрет ${lab}/${param}›`;
}

const MARKER = /‹секрет [\w-]+\/\w+›/g;

/** The markers that stand in a text, each once. */
export function markersIn(text: string): string[] {
  return [...new Set(text.match(MARKER))];
}
