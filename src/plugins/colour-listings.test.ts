import { describe, expect, test } from '@jest/globals';
import { colour } from './colour-listings.ts';

describe('a listing', () => {
  test('has its colours in the page', () => {
    const coloured = colour('replicas: 3 # three', 'yaml');
    expect(coloured).toMatch(/<span class="token key[^>]*>replicas<\/span>/);
    expect(coloured).toContain('<span class="token number">3</span>');
    expect(coloured).toContain('<span class="token comment"># three</span>');
  });

  test('keeps a token in one piece, in the colour of what will stand there', () => {
    const coloured = colour("services:\n  {{front}}:\n    test: ['{{url}}']\n", 'yaml');
    expect(coloured).toMatch(/<span class="token key[^>]*>\{\{front\}\}<\/span>/);
    expect(coloured).toContain(`<span class="token string">'{{url}}'</span>`);
  });

  test('leaves a template of Docker alone', () => {
    expect(colour("'{{.Name}} {{json .}}'", 'sh')).toContain("'{{.Name}} {{json .}}'");
  });

  test('without a language is plain text', () => {
    expect(colour('a < b && c', undefined)).toBe('a &lt; b &amp;&amp; c');
  });

  test('in a language that is not known fails the build', () => {
    expect(() => colour('x', 'cobol')).toThrow('cobol');
  });
});
