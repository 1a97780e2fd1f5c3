/** Slips of Russian typography that can be told for certain; what is a matter of taste is not here. */

export interface Slip {
  readonly line: number;
  readonly found: string;
  readonly problem: string;
}

// cspell:disable
/** Words that are wrong without «ё» whatever they mean; `…` stands for any ending. */
const YO_WORDS = `
  ее нее еще мое твое свое твоем своем чье
  трех четырех трем четырем вдвоем втроем причем путем днем
  учет учета отчет отчета отчеты отчетом счет расчет подсчет
  объем объема объемы подъем прием приема приемы
  идет найдет придет пойдет войдет уйдет дойдет перейдет подойдет произойдет пройдет зайдет
  идете найдете придете пойдете ждете даете вернете начнете
  ведет ведется приведет переведет введет заведет
  дает дается создает создается передает передается отдает отдается выдает задает задается
  раздает подает сдает удается остается встает отстает перестает устает
  ждет живет берется зовет растет несет везет шлет пришлет
  начнет начнется вернет вернется поймет займет возьмет найдется придется обойдется убьет
  зеленый зеленая зеленое зеленые зеленым черный желтый твердый легкий легкая легкие
  тяжелый тяжелая тяжелые надежный надежная надежно надежнее надежность
  включен подключен отключен завершен разрешен запрещен определен сохранен изменен
  заменен применен удален отделен распределен присоединен соединен защищен помещен перемещен
  прекращен упрощен приведен введен
  включенн… подключенн… отключенн… завершенн… определенн… удаленн…
  нашел пошел вошел ушел пришел подошел перешел прошел произошел зашел прочел учел
  емкость емкости серьезн… партнер… самолет… четк… щелкн…
`;
// cspell:enable

const yo = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${YO_WORDS.trim()
    .split(/\s+/)
    .join('|')
    .replaceAll('…', '\\p{L}*')})(?![\\p{L}\\p{N}])`,
  'giu',
);

const RULES: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [yo, 'нужна буква «ё»'],
  [/(?<=(?<!\p{L})(?:о|об|в|на|при) )нем(?!\p{L})/giu, 'нужна буква «ё»'],
  [/"(?=[а-яё])|(?<=[а-яё][.,!?…]?)"/giu, 'кавычки — «ёлочки»'],
  [/[“”„]/gu, 'кавычки — «ёлочки»'],
  [/(?<=[а-яё\d»).,·]) (?:-|--|–) (?=[а-яёa-z\d«(·])/giu, 'вместо дефиса нужно тире «—»'],
  [/(?<=[а-яё»)])—|—(?=[а-яё«(])/giu, 'вокруг тире нужны пробелы'],
  [/\u00a0/gu, 'неразрывный пробел сайт ставит сам: здесь его не видно'],
  [/(?<=[а-яё]) (?=[,;:?!…](?:\s|$)|\.(?:\s|$))/giu, 'перед знаком пробел не нужен'],
  [/(?<=[а-яё])[,;](?=[а-яё])/giu, 'после знака нужен пробел'],
  [/(?<=[а-яё])\.{3}(?!\.)/giu, 'вместо трёх точек нужно многоточие «…»'],
];

/** What is wrong in a Russian text; `code`, fences and addresses may say what they like. */
export function slips(text: string): readonly Slip[] {
  const prose = withoutCode(text);
  return RULES.flatMap(([pattern, problem]) =>
    [...prose.matchAll(pattern)].map(({ 0: match, index }) => {
      const lineStart = prose.lastIndexOf('\n', index) + 1;
      const around = prose.slice(Math.max(lineStart, index - 15), index + match.length + 15);
      return {
        line: prose.slice(0, index).split('\n').length,
        found: around.split('\n')[0]?.trim() ?? '',
        problem,
      };
    }),
  ).sort((a, b) => a.line - b.line);
}

/** Everything that is no prose becomes spaces; lines stay where they are. */
function withoutCode(text: string): string {
  const blank = (match: string) => match.replaceAll(/[^\n]/g, '·');
  return (
    text
      .replaceAll(/^ {0,3}(`{3,}).*?^ {0,3}\1`*[ \t]*$/gmsu, blank)
      .replaceAll(/(`+)(?!`)[^]*?[^`]\1(?!`)/gu, blank)
      .replaceAll(/\{\/\*[^]*?\*\/\}/gu, blank)
      .replaceAll(/^(?:import|export) .*$/gmu, blank)
      .replaceAll(/\]\([^)]*\)/gu, blank)
      .replaceAll(/https?:\/\/\S+/gu, blank)
      // An attribute's value is prose, its quotes are not.
      .replaceAll(/(\s[A-Za-z]+=)"([^"]*)"/gu, (_, name: string, value: string) => {
        return `${blank(name)}·${value}·`;
      })
      .replaceAll(/^\|?[-:| ]+\|$/gmu, blank)
  );
}
