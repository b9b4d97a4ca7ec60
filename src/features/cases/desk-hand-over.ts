import type { Form } from '../../messages/form.ts';
import type { Choice } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import { audit } from '../audit.ts';
import type { CaseSettings } from '../case-settings.ts';
import type { Colleague } from '../colleagues.ts';
import { movedCard } from './case-card.ts';
import type { CaseFile } from './case-file.ts';
import { titleLine } from './case-lines.ts';
import { inThread, toColleague, toMember, toRoom } from './desk-post.ts';
import { button, done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type CaseAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const QUEUE = 'queue';
const ROOM = 'room:';
const NOBODY = 'nobody';
const NOTE_CHARS_MAX = 2000;

/** Gives a case to a colleague, back to the queue, or to the queue of another room, with a note for whoever has it next. */
export function handOverStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal, colleagues, office, news } = deps;
  return onCase(deps, {
    async press({ heard, file }) {
      if (file.closedAt) return done(tell(heard, say('desk.title'), say('desk.isClosed', { handle: file.handle })));
      const form = formFor(file, await colleagues.all(), roomsOf((await office()).settings));
      return done({ text: titleLine(file), language: 'en', form });
    },

    async submit(act, values) {
      const { heard, file, who, at, rest } = act;
      const note = lineIn(values, 'note') ?? '';
      const to = lineIn(values, 'to') ?? QUEUE;
      const answer = (key: string, name = '') =>
        tell(heard, say('desk.title'), say(key, { handle: file.handle, name }));
      if (file.closedAt) return done(answer('desk.isClosed'));
      // Somebody else has it than when the window was opened: what was decided there may be wrong by now.
      if ((file.ownerId ?? NOBODY) !== rest[1]) return done(answer('desk.handOver.changed'));
      const next = (await colleagues.all()).find(({ staffId, role }) => staffId === to && role !== 'organiser');
      const rooms = roomsOf((await office()).settings);
      const roomId = [...rooms.keys()].find(id => to === ROOM + id);
      if (!next && to !== QUEUE && !roomId) return done(answer('desk.handOver.nobody'));
      const { staffId } = who;
      return done(answer('desk.handOver.done', next?.name ?? say('desk.handOver.queue')), {
        writes: [
          writes.handOver(
            file,
            { ...(next && { ownerId: next.staffId }), ...(roomId && { roomId }) },
            { staffId, at, text: say('desk.handOver.entry', { name: next?.name ?? say('desk.handOver.queue'), note }) },
          ),
          audit({ staffId, what: 'handOver', caseId: file.id, aboutStaffId: next?.staffId }, seal),
        ],
        posts: postsFor(act, next, roomId, note),
        shows: showsOf(file.id, staffId, file.ownerId, next?.staffId),
      });
    },
  });

  /** Where leads let cases go: nowhere else do a member's words belong. */
  function roomsOf({ routes, fallbackChannelId }: CaseSettings): Map<string, string> {
    const rooms = new Map<string, string>();
    for (const { channelId, topic, region } of routes)
      rooms.set(channelId, [topic && say(`desk.topic.${topic}`), region].filter(part => part).join(', '));
    if (fallbackChannelId && !rooms.has(fallbackChannelId)) rooms.set(fallbackChannelId, say('desk.handOver.allElse'));
    return rooms;
  }

  function formFor(file: CaseFile, staff: Colleague[], rooms: Map<string, string>): Form {
    const others = staff.filter(({ staffId, role }) => role !== 'organiser' && staffId !== file.ownerId);
    // Somebody who is there first: nobody looks after a queue, least of all in danger.
    const options: Choice[] = [
      ...others
        .toSorted((a, b) => Number(a.away) - Number(b.away))
        .map(({ staffId, name, away }) => ({ id: staffId, label: away ? say('desk.handOver.away', { name }) : name })),
      { id: QUEUE, label: say('desk.handOver.queue') },
      ...[...rooms].flatMap(([channelId, label]) =>
        channelId === file.roomId ? [] : { id: ROOM + channelId, label: say('desk.handOver.room', { label }) },
      ),
    ];
    return {
      id: deskId('handOver', file.id, file.ownerId ?? NOBODY),
      title: say('desk.button.handOver'),
      language: 'en',
      submit: say('desk.button.handOver'),
      fields: [
        { kind: 'choice', name: 'to', label: say('desk.handOver.to'), options },
        { kind: 'text', name: 'note', label: say('desk.handOver.note'), charsMax: NOTE_CHARS_MAX },
      ],
    };
  }

  function postsFor(
    { file, who }: CaseAct,
    next: Colleague | undefined,
    roomId: string | undefined,
    note: string,
  ): Post[] {
    const text = say('desk.handOver.told', { title: titleLine(file), from: who.name, note });
    const choices = ['reply', 'timeline'].map(step => button(say, step, [file.id]));
    const leftBehind = roomId && file.roomId && roomId !== file.roomId;
    return [
      ...(next ? toMember(file, news.handedOver(file, next.name)) : []),
      ...(next && next.staffId !== who.staffId ? [toColleague(next, { text, choices })] : []),
      ...(leftBehind
        ? toRoom(file, movedCard({ file }, say))
        : inThread(file, say('desk.handOver.inThread', { from: who.name, note }))),
    ];
  }
}
