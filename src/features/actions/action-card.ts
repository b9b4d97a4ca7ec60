import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { ActionFile } from './action-file.ts';
import { isSaid, languageLines, offerLines, repeatLine, titleLine, whenLine, whereLines } from './action-lines.ts';
import { type Attendance, placesFree } from './attendance.ts';
import type { DeskAction } from './desk-actions.ts';
import { button, cardName } from './desk-say.ts';
import { languageName } from './people-part.ts';

type Say = DeskWords['say'];

const MAIN = ['checkIn', 'list'];
const CHANGES = ['edit', 'move', 'language', 'broadcast', 'copy', 'cancel'];

/** What an action's card is drawn from. */
export interface ActionView {
  action: DeskAction;
  attendance: Attendance;
  /** Those the bot speaks (BCP 47). */
  languages: string[];
  at: Date;
}

/** What staff see of an action in their room: said again whenever it changes. Called off or over, it shrinks. */
export function actionCard(view: ActionView, say: Say): Reply {
  const { action, at } = view;
  const { file } = action;
  const name = cardName(file.id);
  const isOver = file.status === 'published' && file.endsAt <= at;
  const head = [titleLine(file), statusLine(view, say), whenLine(file)];
  if (file.status === 'cancelled')
    return { text: said(head), language: 'en', name, choices: choicesOf(['copy'], file.id, say) };
  if (isOver)
    return {
      text: said([...head, cameLine(view, say)]),
      language: 'en',
      name,
      choices: choicesOf(['list', 'copy'], file.id, say),
    };
  const facts = [
    ...head,
    repeatLine(action.recurrence, say),
    ...whereLines(file, say),
    ...offerLines(file, say),
    say('actions.card.code', { code: file.code }),
    ...languageLines(file, view.languages, say),
  ];
  return {
    text: said(facts),
    language: 'en',
    name,
    sections: [numbers(view, say)],
    choices: choicesOf(CHANGES, file.id, say),
  };
}

/** What is left of a card in the room of another region. */
export function leftBehind(file: ActionFile, say: Say): Reply {
  return { text: say('actions.card.elsewhere', { title: titleLine(file) }), language: 'en', name: cardName(file.id) };
}

/** How many come, wait and need what: the numbers alone, since everybody in the room reads them. */
function numbers(view: ActionView, say: Say): Section {
  const { action, attendance, at } = view;
  const { file } = action;
  const { registered, guests, offered, waiting, needs, speakers } = attendance;
  const free = placesFree(file);
  const places = [
    say('actions.card.registered', { count: registered }),
    guests > 0 && say('actions.card.withGuests', { count: guests }),
    offered > 0 && say('actions.card.offered', { count: offered }),
    free === undefined ? say('actions.card.noLimit') : say('actions.card.free', { count: free }),
    waiting > 0 && say('actions.card.waiting', { count: waiting }),
  ].filter(isSaid);
  const counted = needs.map(({ need, count }) => `${say(`actions.need.${need}`)} ${count}`);
  const spoken = speakers.map(({ language, count }) => `${languageName(language)} ${count}`);
  const lines = [
    places.join(' · '),
    counted.length > 0 && say('actions.card.needs', { needs: counted.join(', ') }),
    spoken.length > 0 && say('actions.card.speakers', { languages: spoken.join(', ') }),
    file.startsAt <= at && cameLine(view, say),
  ];
  return { text: said(lines), choices: choicesOf(MAIN, file.id, say) };
}

function statusLine({ action: { file }, at }: ActionView, say: Say): string | undefined {
  if (file.status === 'cancelled') return say('actions.card.cancelled');
  if (file.endsAt <= at) return say('actions.card.over');
  return file.startsAt <= at ? say('actions.card.now') : undefined;
}

function cameLine({ action: { walkIns }, attendance: { came, registered } }: ActionView, say: Say): string {
  return say('actions.card.came', { came, registered, walkIns });
}

function choicesOf(steps: string[], actionId: string, say: Say): Choice[] {
  return steps.map(step => button(say, step, actionId));
}

function said(lines: (string | false | undefined)[]): string {
  return lines.filter(isSaid).join('\n');
}
