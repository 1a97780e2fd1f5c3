import { secretMarker } from '../lab/secret-marker.ts';

/** A value that a lab declares as secret: hexadecimal digits, 64 bits or more. */
export interface DeclaredSecret {
  readonly marker: string;
  readonly value: string;
}

/** What labs say of their params, as `LabMetadata` does. */
interface Declaring {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
}

export function declaredSecrets(labs: readonly Declaring[]): readonly DeclaredSecret[] {
  return labs.flatMap(({ name, params, secrets }) =>
    secrets.map((param) => ({ marker: secretMarker(name, param), value: String(params[param]) })),
  );
}

/** Who reads one of these in a log or on a projector can join the swarm, or unlock it. */
const SWARM_KEY = /(SWM(?:TKN|KEY)-1)-[\w+/=-]+/g;
const SWARM_KEY_HEADS = ['SWMTKN-1-', 'SWMKEY-1-'];

/**
 * Takes declared values, join tokens and unlock keys out of whatever comes from a swarm or
 * from a lab's script, before anything else reads it.
 */
export class Redactor {
  readonly #values: ReadonlyMap<string, string>;
  /** Each way in which a value may be written, with the marker that takes its place. */
  readonly #spellings: ReadonlyMap<string, string>;
  readonly #pattern: RegExp | undefined;

  constructor(secrets: readonly DeclaredSecret[]) {
    this.#values = new Map(secrets.map(({ marker, value }) => [marker, value]));
    this.#spellings = new Map(
      secrets.flatMap(({ marker, value }) =>
        [value, ...insideBase64(value)].map((spelling) => [spelling, marker]),
      ),
    );
    const spellings = [...this.#spellings.keys()].map((text) => text.replaceAll('+', '\\+'));
    if (spellings.length > 0) this.#pattern = new RegExp(spellings.join('|'), 'g');
  }

  /** The text with a marker for each value and without the keys of a swarm. */
  hide(text: string): string {
    return this.#hideValues(text).replace(SWARM_KEY, '$1-…');
  }

  /**
   * The same for an engine's answer in JSON, which mostly holds nothing to hide and is then
   * returned as it is. What /swarm says of its own tokens stays: a lab asks whether they have
   * changed, and the snapshot's schema lets none through.
   */
  hideIn(answer: Buffer, path: string): Buffer {
    const heads = path === '/swarm' ? [] : SWARM_KEY_HEADS;
    const found = (texts: Iterable<string>) => [...texts].some((text) => answer.includes(text));
    if (found(heads)) return Buffer.from(this.hide(answer.toString()));
    if (found(this.#spellings.keys())) return Buffer.from(this.#hideValues(answer.toString()));
    return answer;
  }

  /** The text with the values in place of their markers, for what stays inside the program. */
  reveal(text: string): string {
    let revealed = text;
    for (const [marker, value] of this.#values) revealed = revealed.replaceAll(marker, value);
    return revealed;
  }

  #hideValues(text: string): string {
    if (this.#pattern === undefined) return text;
    return text.replace(this.#pattern, (spelling) => this.#spellings.get(spelling) ?? '');
  }
}

/**
 * How a value looks inside base64, in which the engine sends the data of configs: three
 * ways, by where among the groups of three bytes it begins; without the characters at both
 * ends that its neighbours have a part in.
 */
function insideBase64(value: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(first, end);
  });
}
