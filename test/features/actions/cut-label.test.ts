import { expect, test } from '@jest/globals';
import { interactionOf } from '../../../src/channels/whatsapp-cloud/cloud-choices.ts';
import { cutLabel } from '../../../src/features/actions/cut-label.ts';

test('a title is whole on a button, and in the description of a row; only one of more than 72 is cut', () => {
  const title = 'Thu 14 Jan: Know your rights at work, with tea and interpreters';
  expect(cutLabel(title)).toBe(title);
  const { action } = interactionOf([{ id: 'a', label: cutLabel(title) }], 'See');
  const rows = 'sections' in action ? action.sections.flatMap(section => section.rows) : [];
  expect(rows[0]).toMatchObject({ description: title });
  expect(cutLabel('😀'.repeat(60))).toBe(`${'😀'.repeat(35)}…`);
});
