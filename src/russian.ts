const rules = new Intl.PluralRules('ru');

/** `counted(3, 'минута', 'минуты', 'минут')` is «3 минуты». */
function counted(n: number, one: string, few: string, many: string): string {
  const form = { one, few, many, zero: many, two: few, other: few }[rules.select(n)];
  return `${n}\u00a0${form}`;
}

export const minutes = (n: number) => counted(n, 'минута', 'минуты', 'минут');
export const points = (n: number) => counted(n, 'балл', 'балла', 'баллов');
