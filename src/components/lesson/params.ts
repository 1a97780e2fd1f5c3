import type { Params } from '../../plugins/course-data';

const TOKEN = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/**
 * Puts the params into a text: `{{name}}` becomes the value of the param `name`. Docker's own
 * `{{.Name}}` and `{{json .}}` stay.
 *
 * @throws Error where there is no such param: a token that stays would reach a learner.
 */
export function fillTokens(text: string, params: Params): string {
  return text.replace(TOKEN, (token, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`no param for ${token}`);
    // A value may be made of others; the program's build refuses circles.
    return fillTokens(String(value), params);
  });
}

/** The same for a text that is HTML; a param's value never is. */
export function fillHtmlTokens(html: string, params: Params): string {
  const escaped = Object.entries(params).map(([name, value]) => [name, escapeHtml(String(value))]);
  return fillTokens(html, Object.fromEntries(escaped) as Params);
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
