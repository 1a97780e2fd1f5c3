/** Words that do not stand at the end of a line. */
const SHORT =
  'а|в|и|к|о|с|у|я|во|до|за|из|из-за|ко|на|не|ни|но|о|об|от|по|со|то|без|для|или|над|под|при|про';

const AFTER_SHORT = new RegExp(`(?<=(?:^|[\\s(«\\u00a0])(?:${SHORT})) (?=\\S|$)`, 'giu');

/**
 * Ties with a non-breaking space what belongs on one line: a short word and the next one, a
 * number and what it counts, a dash and the word before it, a particle and the word before it.
 */
export function tied(text: string): string {
  return text
    .replaceAll(AFTER_SHORT, '\u00a0')
    .replaceAll(/(?<=\d) (?=[а-яё]{2})/gu, '\u00a0')
    .replaceAll(/ (?=—(?:\s|$))/gu, '\u00a0')
    .replaceAll(/(?<=[а-яё]) (?=(?:бы|же|ли|б|ж)(?![\p{L}]))/giu, '\u00a0');
}
