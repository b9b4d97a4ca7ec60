import { describe, expect, test } from '@jest/globals';
import { gather, isFresh, type WaitingInbound } from '../../src/conversation/gather.ts';

const rules = {
  standsAlone: (text: string) => ['STOP', '9', '2'].includes(text),
  isCrisis: (text: string) => text.includes('kill myself'),
};

function waiting(...texts: string[]): [WaitingInbound, ...WaitingInbound[]] {
  return texts.map((text, index) => ({
    id: BigInt(index),
    receivedAtMs: index,
    inbound: {
      from: { channel: 'telegram', id: '1' },
      externalId: String(index),
      place: 'private',
      sentAtMs: index,
      content: { kind: 'text', text },
    },
  })) as [WaitingInbound, ...WaitingInbound[]];
}

/** What is answered, turn after turn, until nothing waits. */
function turns(...texts: string[]): unknown[] {
  let left: WaitingInbound[] = waiting(...texts);
  const answered = [];
  for (let [first, ...rest] = left; first; [first, ...rest] = left) {
    const { ids, content } = gather(first, rest, rules);
    answered.push(content.kind === 'text' && content.text);
    left = left.filter(({ id }) => !ids.includes(id));
  }
  return answered;
}

describe('a burst', () => {
  test('is one thing said', () => {
    expect(turns('hi', 'i have a question', 'can i see a doctor')).toEqual([
      'hi\ni have a question\ncan i see a doctor',
    ]);
  });

  test.each(['STOP', '9', '2'])('never swallows %s, wherever it is said', steering => {
    expect(turns(steering, 'a', 'b')).toEqual([steering, 'a\nb']);
    expect(turns('a', steering, 'b')).toEqual(['a', steering, 'b']);
    expect(turns('a', 'b', steering)).toEqual(['a\nb', steering]);
    expect(turns(steering, steering)).toEqual([steering, steering]);
  });

  test('is answered first where somebody is in a crisis, and what was said before is not lost', () => {
    expect(turns('STOP', 'hi', '9', 'i want to kill myself', 'tonight', '2')).toEqual([
      'i want to kill myself\ntonight',
      'STOP',
      'hi',
      '9',
      '2',
    ]);
  });

  test('is read whole when the crisis is in no part alone', () => {
    expect(turns('hi', 'kill', 'STOP')).toEqual(['hi\nkill', 'STOP']);
    const [first, ...rest] = waiting('i want to', '9', 'kill myself');
    const across = { ...rules, isCrisis: (text: string) => text === 'i want to\n9\nkill myself' };
    expect(gather(first, rest, across).ids).toHaveLength(3);
  });

  test('waits for more only while nothing else was said after it', () => {
    const [hi, stop] = waiting('hi', 'STOP');
    expect(isFresh(gather(hi, [], rules), 0)).toBe(true);
    expect(isFresh(gather(hi, stop ? [stop] : [], rules), 0)).toBe(false);
  });
});
