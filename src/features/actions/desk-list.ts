import type { Choice, Reply, Section } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { RegistrationFile } from './action-file.ts';
import { isSaid, titleLine, whenLine } from './action-lines.ts';
import { isListed } from './attendance.ts';
import { attendanceList } from './attendance-list.ts';
import { checkInCode } from './check-in-code.ts';
import type { DeskDeps } from './desk-deps.ts';
import { fileFor } from './desk-file.ts';
import { button, done, onAction, tell } from './desk-say.ts';
import { type ActionAct, type DeskSteps, deskId } from './desk-step.ts';
import { languageName } from './people-part.ts';

/** A window holds a hundred blocks, and somebody takes three with the line between. */
const PEOPLE_A_PAGE = 25;

/** Who comes, with a button each, and the same as a spreadsheet. To look at it is written down. */
export function listSteps(deps: DeskDeps): DeskSteps {
  const { say, actions, seal } = deps;
  return {
    list: onAction(deps, {
      press: async act => done(await listWindow(deps, act, Number(act.rest[1]) || 0), { writes: [readBy(act)] }),
    }),

    download: onAction(deps, {
      async press(act) {
        const { action, heard } = act;
        const file = attendanceList(await actions.registrationsOf(action.file.id), say);
        const post = await fileFor(deps, act, file, say('actions.list.file', { title: titleLine(action.file) }));
        const reply = tell(heard, say('actions.list.title'), say('actions.inDirectMessage'));
        return done(reply, { posts: [post], writes: [readBy(act)] });
      },
    }),
  };

  function readBy({ who: { staffId }, action }: ActionAct) {
    return audit({ staffId, what: 'readAttendance', actionId: action.file.id }, seal);
  }
}

/**
 * A page of the list, from 0.
 *
 * @param just who was checked in by the turn that shows it: as they are once it is true.
 */
export async function listWindow(
  deps: DeskDeps,
  act: ActionAct,
  page: number,
  just?: { pressed?: RegistrationFile; notice: string },
): Promise<Reply> {
  const { say, actions } = deps;
  const { file, walkIns } = act.action;
  const found = await actions.registrationsOf(file.id);
  const all = found.map(each => (each.id === just?.pressed?.id ? just.pressed : each));
  const listed = all.filter(isListed).toSorted(byState);
  const shown = listed.slice(page * PEOPLE_A_PAGE, (page + 1) * PEOPLE_A_PAGE);
  const here = listed.filter(({ checkedInAt }) => checkedInAt).length;
  const isMore = listed.length > (page + 1) * PEOPLE_A_PAGE;
  const ways: Choice[] = [
    ...(page > 0 ? [way('before', deskId('list', file.id, page - 1))] : []),
    ...(isMore ? [way('after', deskId('list', file.id, page + 1))] : []),
    ...['checkIn', 'walkIns', 'download'].map(step => button(say, step, file.id)),
  ];
  const sections: Section[] = [
    { text: say('actions.list.totals', { here, listed: listed.length, walkIns }), choices: ways },
    ...shown.map(registration => ({ text: inWords(registration), choices: [checkButton(registration)] })),
  ];
  const text = [titleLine(file), whenLine(file), just?.notice].filter(isSaid).join('\n');
  return tell(act.heard, say('actions.list.title'), text, { sections });

  function inWords(registration: RegistrationFile): string {
    const { id, handle, status, guests, spoken, needs, language, checkedInAt } = registration;
    const wanted = needs.map(need =>
      need === 'interpreter' && language
        ? `${say('actions.need.interpreter')}: ${languageName(language)}`
        : say(`actions.need.${need}`),
    );
    return [
      [
        handle && `*${handle}*`,
        checkInCode(id),
        say(`actions.status.${status}`),
        checkedInAt && say('actions.list.here'),
      ],
      [languageName(spoken), guests > 0 && say('actions.list.guests', { count: guests }), wanted.join(', ')],
    ]
      .map(parts => parts.filter(isSaid).join(' · '))
      .join('\n');
  }

  function checkButton({ id, checkedInAt }: RegistrationFile): Choice {
    const step = checkedInAt ? 'notHere' : 'here';
    return { ...button(say, step), id: deskId(step, id, page) };
  }

  function way(name: string, id: string): Choice {
    return { ...button(say, name), id };
  }
}

/** Those who are still expected first, in the order in which they asked. */
function byState(a: RegistrationFile, b: RegistrationFile): number {
  const rank = ({ checkedInAt, status }: RegistrationFile) => (checkedInAt ? 2 : status === 'registered' ? 0 : 1);
  return rank(a) - rank(b) || Number(a.place - b.place);
}
