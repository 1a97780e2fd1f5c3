import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseLabYaml } from '../../grader/lab-yaml.ts';
import { COURSE_IMAGES } from '../../grader/practice/images/web.ts';

test('the lab asks for the images that the course has', () => {
  const file = new URL('lab.yml', import.meta.url);
  const { params, images } = parseLabYaml('01-preflight', readFileSync(file, 'utf8'), 'lab.yml');
  expect(params['courseImages']).toBe(COURSE_IMAGES.join(' '));
  expect(images.map((image) => (image.includes(':') ? image : `${image}:latest`))).toEqual(
    COURSE_IMAGES,
  );
});
