import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { allPages, BASE, readPage, startSite, type Site, type SitePage } from './site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
}, 30_000);

afterAll(async () => {
  await site.close();
});

/** Opens a page, looks at it, and expects that it complained of nothing. */
async function look(
  address: string,
  options: Parameters<Site['open']>[1],
  see: (opened: SitePage) => Promise<void>,
): Promise<void> {
  const opened = await site.open(address, options);
  try {
    await see(opened);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const LESSON = '02-cluster/';

/** One page of every kind. */
const KINDS = [
  '',
  LESSON,
  'errors/',
  'errors/port-silent/',
  'glossary/',
  'accuracy/',
  'print/',
  'instructors/',
  'authoring/labs/',
  'authoring/lessons/',
  'authoring/lab-states/',
  'progress/',
  'variant/',
  'search/',
  'search/?q=узел',
  '404.html',
];

const PHONE = { viewport: { width: 390, height: 800 } };
const DARK = { colorScheme: 'dark' } as const;

describe('every page', () => {
  test.each(allPages().map((address) => [address]))('%j has what is shared', async (address) => {
    const html = await readPage(address);
    expect(html).toMatch(/<html[^>]* lang="?ru/);
    expect(/<title[^>]*>([^<]+)/.exec(html)?.[1]).toMatch(/[а-яё]/i);
    expect(/name="?description"? content="([^"]+)/.exec(html)?.[1]).toMatch(/[а-яё]/i);
    expect(html).toMatch(/property="?og:image"? content="?[^" ]+\/img\/share\.png/);
    // A token that nobody filled.
    if (/^\d\d-/.test(address)) expect(html).not.toMatch(/\{\{[a-z]\w*\}\}/);
  });
});

describe.each(KINDS)('a page of the kind %j', (address) => {
  const LOOKS = [
    ['light', {}],
    ['dark', DARK],
    ['on a phone', PHONE],
  ] as const;

  // All lessons at once take axe a minute; each is of a kind that it sees in every look.
  it.each(address === 'print/' ? LOOKS.slice(0, 1) : LOOKS)(
    '%s: nothing for axe to complain of',
    async (_, options) => {
      await look(address, options, async ({ page }) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
        );
        expect(found).toEqual([]);
      });
    },
    120_000,
  );

  it('fits a phone, and speaks Russian where nobody sees it', async () => {
    await look(address, PHONE, async ({ page }) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
      const names = await page.evaluate(() =>
        ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
          [...document.querySelectorAll(`[${name}]`)].map((it) => it.getAttribute(name) ?? ''),
        ),
      );
      // Files are called as they are.
      const foreign = names.filter((name) => /[a-z]/i.test(name) && !/[а-яё]/i.test(name));
      expect(foreign.filter((name) => !/^\S+\.\w+$/.test(name))).toEqual([]);
    });
  });
});

describe('a lesson', () => {
  it('is read, and its end is remembered', async () => {
    await look(LESSON, {}, async ({ page }) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Что почитать').scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 10_000);
      await page.waitForFunction(() =>
        localStorage.getItem('roy.progress')?.includes('02-cluster'),
      );
      await page.goto(`${site.origin}${BASE}progress/`);
      await page.getByText('Прочитано уроков: 1 из').waitFor();
      await page.goto(`${site.origin}${BASE}${LESSON}`);
      const link = page
        .getByRole('navigation')
        .getByRole('link', { name: /^2\. Кластер/ })
        .first();
      expect(await link.evaluate((it) => getComputedStyle(it, '::after').content)).toContain('✓');
    });
  }, 15_000);

  it('gives its commands without the prompt', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await look(LESSON, { permissions }, async ({ page }) => {
      const terminal = page
        .locator('div:has(> pre)')
        .filter({ hasText: 'docker swarm init' })
        .first();
      await terminal.hover();
      await terminal.getByRole('button', { name: 'Копировать' }).click();
      await terminal.getByRole('button', { name: 'Скопировано' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        'docker swarm init --advertise-addr 192.168.99.100',
      );
    });
  });

  it('gives the text of a listing, with the learner’s own names in it', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await look('13-stack/', { permissions }, async ({ page }) => {
      const listing = page.locator('div:has(> pre)').filter({ hasText: 'services:' }).first();
      expect(await listing.locator('.token.key').count()).toBeGreaterThan(0);
      await listing.hover();
      await listing.getByRole('button', { name: 'Копировать' }).click();
      await listing.getByRole('button', { name: 'Скопировано' }).waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text).toMatch(/^version: '3.8'\n\nservices:\n {2}[a-z]+:\n {4}image: roy-web:/);
      expect(text).not.toContain('{{');
    });
  });

  it('explains a term where it stands', async () => {
    await look(LESSON, {}, async ({ page }) => {
      await page.getByRole('link', { name: 'токен', exact: true }).first().hover();
      await page.getByRole('tooltip').filter({ visible: true }).waitFor();
    });
  });

  it('asks, and explains the answer', async () => {
    await look(LESSON, {}, async ({ page }) => {
      await page.getByLabel('Спросить токен у любого узла кластера').check();
      await page.getByText('Рабочие узлы токенов не хранят').waitFor();
      await page.getByLabel('Выполнить docker swarm join-token worker').check();
      await page.getByText('Верно.').waitFor();
      await page.goto(`${site.origin}${BASE}progress/`);
      // The first answer counts.
      await page.getByText('Верных ответов с первого раза: 0 из 1').waitFor();
    });
  });

  it('shows hints one after the other', async () => {
    await look(LESSON, {}, async ({ page }) => {
      const check = page.getByRole('listitem').filter({ hasText: 'В кластере три узла' });
      await check.getByRole('button', { name: 'Подсказка' }).click();
      await check.getByRole('button', { name: 'Ещё подсказка (2 из 3)' }).click();
      await check.getByRole('button', { name: 'Ещё подсказка (3 из 3)' }).click();
      expect(await check.getByRole('button').count()).toBe(0);
      expect(await check.locator('ol > li').count()).toBe(3);
    });
  });

  it('can be used with the keyboard alone', async () => {
    await look(LESSON, {}, async ({ page }) => {
      await page.keyboard.press('Tab');
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      expect(await focused()).toBe('Перейти к основному содержимому');
      await page.keyboard.press('Enter');
      await page.locator('summary').first().focus();
      await page.keyboard.press('Enter');
      await page.getByText('Один. Он сразу и').waitFor();
      await page.getByLabel('Да, если открыты нужные порты').focus();
      await page.keyboard.press('Space');
      await page.getByText('Узлы находят друг друга').filter({ visible: true }).waitFor();
    });
  });

  it('is printed whole, without what is for a screen', async () => {
    await look(LESSON, {}, async ({ page }) => {
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
      expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect(await page.getByText('Один. Он сразу и').isVisible()).toBe(true);
      expect(await page.getByText('Ответы', { exact: true }).isVisible()).toBe(true);

      await page.emulateMedia({ media: 'screen' });
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      expect(await page.getByText('Один. Он сразу и').isVisible()).toBe(false);
      expect(await page.getByText('Ответы', { exact: true }).isVisible()).toBe(false);
    });
  }, 15_000);

  it('is printed in the colours of paper, whatever the screen is', async () => {
    await look('18-pipeline/', { colorScheme: 'dark' }, async ({ page }) => {
      const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
      expect(await theme()).toBe('dark');
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await theme()).toBe('light');
      // What a reader may skip on a screen.
      expect(await page.getByText('set -eu').first().isVisible()).toBe(true);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      expect(await theme()).toBe('dark');
      expect(await page.getByText('set -eu').first().isVisible()).toBe(false);
    });
  });

  it('is part of the page that prints the whole course', async () => {
    await look('print/', {}, async ({ page }) => {
      const lessons = allPages().filter((address) => /^\d\d-/.test(address));
      const articles = page.getByRole('article');
      // And the glossary.
      expect(await articles.count()).toBe(lessons.length + 1);
      expect(await page.getByText('Один. Он сразу и').isVisible()).toBe(true);
      // Whoever prints the course has not read it.
      await page.mouse.wheel(0, 100_000);
      expect(await page.evaluate(() => localStorage.getItem('roy.progress'))).toBeNull();
      const pdf = await page.pdf();
      expect(pdf.length).toBeGreaterThan(20_000);
    });
  }, 30_000);
});

describe('the site', () => {
  it('finds a word by another of its forms', async () => {
    await look('', {}, async ({ page }) => {
      await page.getByLabel('Поиск').click();
      await page.keyboard.type('токенами', { delay: 20 });
      await page.getByRole('option').first().waitFor();
      const found = await page.getByRole('option').allTextContents();
      expect(found.join(' ')).toContain('Токен');
    });
  }, 15_000);

  it('finds the page of a failure code', async () => {
    await look('search/?q=tasks-missing', {}, async ({ page }) => {
      await page
        .getByRole('main')
        .getByRole('link', { name: /Работают не все задачи/ })
        .waitFor();
    });
  }, 15_000);

  it('becomes dark at a press', async () => {
    await look('', {}, async ({ page }) => {
      const theme = () => page.locator('html').getAttribute('data-theme');
      expect(await theme()).toBe('light');
      const button = page.getByRole('button', { name: /тёмным и светлым|тему|режим/i }).first();
      await button.click();
      if ((await theme()) === 'light') await button.click();
      expect(await theme()).toBe('dark');
    });
  });

  it('carries progress from one browser to another', async () => {
    let file = '';
    await look(LESSON, {}, async ({ page }) => {
      await page.getByLabel('Лабораторная пройдена').check();
      await page.goto(`${site.origin}${BASE}progress/`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Сохранить в файл' }).click(),
      ]);
      file = await download.path();
      await look('progress/', {}, async ({ page: other }) => {
        await other.getByLabel('Загрузить успехи из файла').setInputFiles({
          name: 'roy-progress.json',
          mimeType: 'application/json',
          buffer: Buffer.from('{"format":"other"}'),
        });
        await other.getByText('Это не файл с успехами').waitFor();
        await other.getByLabel('Загрузить успехи из файла').setInputFiles(file);
        await other.getByText('Пройдено лабораторных: 1 из').waitFor();
      });
    });
  }, 15_000);

  it('fills a learner’s own variant in', async () => {
    const variant = {
      format: 'roy-variant',
      version: 1,
      learner: 'анна',
      labs: { '02-cluster': { label: 'my.own' } },
    };
    const code = Buffer.from(JSON.stringify(variant)).toString('base64url');
    await look(`variant/#${code}`, {}, async ({ page }) => {
      await page.getByText('Сейчас в уроках вариант ученика анна').waitFor();
      await page.goto(`${site.origin}${BASE}${LESSON}`);
      await page.locator('code', { hasText: 'my.own' }).first().waitFor();

      await page.goto(`${site.origin}${BASE}variant/`);
      await page.getByRole('button', { name: 'Вернуть общий вариант' }).click();
      await page.getByText('Сейчас в уроках общий вариант').waitFor();
      await page.getByLabel('Код варианта').fill(code.slice(0, -9));
      await page.getByRole('button', { name: 'Подставить' }).click();
      await page.getByRole('alert').getByText('Это не код варианта').waitFor();
      await page.getByLabel('Код варианта').fill(code);
      await page.getByRole('button', { name: 'Подставить' }).click();
      await page.getByText('вариант ученика анна').waitFor();
      await page.goto(`${site.origin}${BASE}${LESSON}`);
      await page.locator('code', { hasText: 'my.own' }).first().waitFor();
    });
  }, 15_000);

  it('shows a check in each of its states', async () => {
    await look('authoring/lab-states/', {}, async ({ page }) => {
      for (const label of ['ещё не проверено', 'пройдено', 'не пройдено', 'пропущено']) {
        expect(await page.getByRole('img', { name: label, exact: true }).count()).toBeGreaterThan(
          0,
        );
      }
      await page.getByText('Кластер не отвечает: нет ответа от node1').waitFor();
      await page.getByRole('link', { name: 'Почему и что делать' }).click();
      await page.waitForURL(/errors\/tasks-missing/);
    });
  });
});
