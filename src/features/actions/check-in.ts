import type { FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import type { RegistrationFile } from './action-file.ts';
import { isSaid, titleLine, whenLine } from './action-lines.ts';
import { checkInCode, readCheckInCode } from './check-in-code.ts';
import type { DeskDeps } from './desk-deps.ts';
import { listWindow } from './desk-list.ts';
import { button, done, lineIn, onAction, showsOf, tell } from './desk-say.ts';
import { type ActionAct, type DeskAct, type DeskSteps, deskId } from './desk-step.ts';
import { doorCodeStep } from './door-code.ts';

const WALK_INS_MAX = 10_000;

/**
 * On the day: by the code that somebody shows, from the list with a button each, or by the QR code at the door, which people read
 * themselves. Who comes without having registered is counted.
 */
export function checkInSteps(deps: DeskDeps): DeskSteps {
  const { say, actions, actionWrites, seal } = deps;

  return {
    checkIn: onAction(deps, {
      press: act => done(window(act)),
      async submit(act, values) {
        const typed = lineIn(values, 'code') ?? '';
        const code = readCheckInCode(typed);
        const registrations = code ? await actions.registrationsOf(act.action.file.id) : [];
        const found = registrations.find(({ id }) => checkInCode(id) === code);
        if (!found)
          return done(window(act, say(code ? 'actions.checkIn.noSuch' : 'actions.checkIn.noCode', { typed })));
        if (found.checkedInAt) return done(window(act, say('actions.checkIn.already', { who: nameOf(found) })));
        if (isTooEarly(act)) return done(window(act, tooEarly(act)));
        return done(window(act, noticeOf(found)), written(act, found, act.at));
      },
    }),

    here: { press: act => fromList(act, true) },
    notHere: { press: act => fromList(act, false) },

    walkIns: onAction(deps, {
      press: act => done(walkInsWindow(act)),
      submit: (act, values) => takeWalkIns(act, values),
    }),

    qr: doorCodeStep(deps),
  };

  /** A button of the list: `actions:desk:here:<registration id>:<page>`. */
  async function fromList(act: DeskAct, isHere: boolean): Promise<FeatureTurn> {
    const [id = '', page] = act.rest;
    const registration = await actions.registration(id);
    const own = { ...act, rest: [registration?.actionId ?? ''] };
    const step = onAction(deps, {
      async press(onIt) {
        if (!registration) return done();
        if (isHere && isTooEarly(onIt))
          return done(await listWindow(deps, onIt, Number(page) || 0, { notice: tooEarly(onIt) }));
        const { checkedInAt: _, ...before } = registration;
        const pressed = isHere ? { ...before, checkedInAt: act.at } : before;
        const notice = isHere ? noticeOf(registration) : say('actions.checkIn.undone', { who: nameOf(registration) });
        const shown = await listWindow(deps, onIt, Number(page) || 0, { pressed, notice });
        return done(shown, written(onIt, registration, isHere ? act.at : undefined));
      },
    });
    return (await step.press?.(own)) ?? done();
  }

  function written(act: ActionAct, registration: RegistrationFile, at: Date | undefined): Partial<FeatureTurn> {
    const { id: actionId } = act.action.file;
    return {
      writes: [
        actionWrites.checkIn(registration, at),
        audit({ staffId: act.who.staffId, what: 'checkIn', actionId }, seal),
      ],
      shows: showsOf(actionId),
    };
  }

  function tooEarly({ action: { file } }: ActionAct): string {
    return say('actions.checkIn.tooEarly', { when: whenLine(file) });
  }

  function takeWalkIns(act: ActionAct, values: FormValues): FeatureTurn {
    const typed = lineIn(values, 'walkIns') ?? '';
    const count = Number(typed);
    if (!/^\d+$/.test(typed) || count > WALK_INS_MAX) return done(walkInsWindow(act, say('actions.fault.walkIns')));
    if (isTooEarly(act)) return done(walkInsWindow(act, tooEarly(act)));
    const { id } = act.action.file;
    return done(tell(act.heard, say('actions.walkIns.title'), say('actions.walkIns.done', { count })), {
      writes: [actionWrites.walkIns(id, count)],
      shows: showsOf(id),
    });
  }

  function window({ action: { file } }: ActionAct, notice?: string): Reply {
    return {
      text: [titleLine(file), whenLine(file), notice].filter(isSaid).join('\n'),
      language: 'en',
      sections: [
        {
          text: say('actions.checkIn.orElse'),
          choices: ['list', 'qr', 'walkIns'].map(step => button(say, step, file.id)),
        },
      ],
      form: {
        id: deskId('checkIn', file.id),
        title: say('actions.checkIn.title'),
        language: 'en',
        submit: say('actions.checkIn.submit'),
        leadsOn: true,
        fields: [
          {
            kind: 'line',
            name: 'code',
            label: say('actions.form.code.label'),
            hint: say('actions.form.code.hint'),
            charsMax: 20,
          },
        ],
      },
    };
  }

  function walkInsWindow({ action: { file, walkIns } }: ActionAct, notice?: string): Reply {
    return {
      text: [titleLine(file), notice].filter(isSaid).join('\n'),
      language: 'en',
      form: {
        id: deskId('walkIns', file.id),
        title: say('actions.walkIns.title'),
        language: 'en',
        submit: say('actions.save'),
        leadsOn: true,
        fields: [
          {
            kind: 'line',
            name: 'walkIns',
            label: say('actions.form.walkIns.label'),
            initial: String(walkIns),
            charsMax: 6,
          },
        ],
      },
    };
  }

  function noticeOf(registration: RegistrationFile): string {
    const { status, guests } = registration;
    const key = status === 'registered' ? 'actions.checkIn.done' : 'actions.checkIn.doneWithoutPlace';
    return say(key, { who: nameOf(registration), count: guests });
  }

  function nameOf({ id, handle }: RegistrationFile): string {
    return handle ?? checkInCode(id);
  }
}

/** Nobody is there before the day: whoever presses it has taken one button for another, or one action for its next. */
function isTooEarly({ action: { file }, at }: ActionAct): boolean {
  return londonTime(at).date < londonTime(file.startsAt).date;
}
