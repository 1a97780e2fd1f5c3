/** Asking over HTTP inside a probe, and reading what came of it. */

export interface Answer {
  /** What was asked, `10.0.1.5` or `http://192.168.99.100:8080/`. */
  readonly target: string;
  /** `refused`: the address is there, nobody listens on the port. */
  readonly outcome: 'answered' | 'refused' | 'silent';
  /** The first line of the page. */
  readonly page: string;
}

/**
 * A shell function for a network probe: `ask ADDRESS` prints a line that `readAsked` reads,
 * and succeeds where a page came. BusyBox's wget knows no usable time limit of its own.
 */
export const ASK = `ask() {
  page=$(timeout 3 wget -q -O - "http://$1/" 2>&1)
  code=$?
  printf '%s %s %s\\n' "$code" "$1" "$(printf '%s' "$page" | head -n 1)"
  return "$code"
}`;

export function readAsked(output: string): readonly Answer[] {
  return output.split('\n').flatMap((line): readonly Answer[] => {
    const [, code, target, page] = /^(\d+) (\S+) ?(.*)$/.exec(line) ?? [];
    if (target === undefined || page === undefined) return [];
    // An error page is an answer too: wget names it and ends with 1.
    const came = code === '0' || page.includes('server returned error');
    const outcome = came ? 'answered' : page.includes('refused') ? 'refused' : 'silent';
    return [{ target, outcome, page }];
  });
}

/** What an `http` probe printed, `STATUS URL BODY` a line; status 000 where none came. */
export function readHttp(output: string): readonly Answer[] {
  return output.split('\n').flatMap((line): readonly Answer[] => {
    const [, status, target, page] = /^(\d{3}) (\S+) ?(.*)$/.exec(line) ?? [];
    if (target === undefined || page === undefined) return [];
    return [{ target, outcome: status === '000' ? 'silent' : 'answered', page }];
  });
}
