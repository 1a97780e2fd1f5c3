/** `03-service` is lab 03, `17-04-overlap` is 17-04. */
export function labNumber(name: string): string {
  return /^\d\d(-\d\d)?/.exec(name)?.[0] ?? name;
}
