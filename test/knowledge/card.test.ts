import { expect, test } from '@jest/globals';
import { parseCard, parseTranslation } from '../../src/knowledge/card.ts';

const path = 'locales/en/cards/HLT-01.md';
const front = `id: HLT-01
topic: healthcare
title: Register with a GP
question: Can I register with a GP?
variants: [gp no papers, 999]
escalation: { level: E1, when: You are refused. }
related: []
sources: [{ name: NHS, url: "https://www.nhs.uk/", seen: true }]
asOf: 2025
confidence: high
`;
const card = (frontMatter: string, body = '## Answer\nYes.\n') => `---\n${frontMatter}---\n${body}`;

test('a card keeps what it says, and numbers written without quotes are words', () => {
  const parsed = parseCard(path, card(front, '## Answer\nYes.\n\n## Scotland\nThe same.\n'));
  expect(parsed.sections).toEqual({ Answer: 'Yes.', Scotland: 'The same.' });
  expect(parsed.variants).toEqual(['gp no papers', '999']);
  expect(parsed.asOf).toBe('2025');
});

test.each([
  ['an unknown topic', card(front.replace('healthcare', 'health')), /HLT-01\.md: topic:.*docs\/cards\.md/],
  ['a misspelt field', card(`${front}titel: x\n`), /HLT-01\.md:.*titel.*docs\/cards\.md/],
  ['a wrong escalation level', card(front.replace('E1', 'E9')), /escalation\.level/],
  ['an id that is not the file name', card(front.replace('id: HLT-01', 'id: HLT-02')), /Name the file HLT-02\.md/],
  [
    'an unknown section',
    card(front, '## Answer\nYes.\n## Advice\nNo.\n'),
    /"Advice" is not a section. Use one of: Answer/,
  ],
  ['no answer', card(front, ''), /no "## Answer"/],
  ['no front matter', 'Hello', /no front matter. Begin the file/],
  ['broken YAML', card('id: [\n'), /HLT-01\.md: the front matter is not YAML/],
])('%s is reported with the file and the remedy', (_, text, message) => {
  expect(() => parseCard(path, text)).toThrow(message);
});

test('the hash changes with the words that people read, and only with them', () => {
  const { hash } = parseCard(path, card(front));
  expect(parseCard(path, card(front, '## Answer\nNo.\n')).hash).not.toBe(hash);
  expect(parseCard(path, card(front.replace('gp no papers', 'doctor'))).hash).toBe(hash);
});

test('a translation may have no body and belongs to the language of its directory', () => {
  const parsed = parseTranslation('locales/so/cards/HLT-01.md', '---\nid: HLT-01\ntitle: GP\nquestion: Maxaa?\n---\n');
  expect(parsed).toMatchObject({ language: 'so', sections: {}, translation: 'machine' });
});
