import type { Database } from '../../database/database.ts';
import { regions } from '../../knowledge/regions.ts';
import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Audited } from '../audit.ts';
import type { FeatureTurn, FeatureWrite } from '../feature.ts';
import { type OrganisingSettings, organisingSettings, organisingSettingsStore } from '../organising-settings.ts';
import { type Asked, allOf, ask, filledIn, oneOf, type Step, tell, wordsFields } from './asked.ts';
import { createLimitsStep } from './limits-step.ts';

interface OrganiserStepsDeps {
  desk: DeskWords;
  database: Pick<Database, 'prisma'>;
  audit(event: Audited): FeatureWrite;
}

type Change = (settings: OrganisingSettings) => OrganisingSettings;

/** Who organises which region, in which channel they see it, and by which numbers and times: shown, and set there. */
export function createOrganiserSteps({
  desk,
  database,
  audit,
}: OrganiserStepsDeps): Record<'organisers' | 'organise' | 'organiseRest' | 'unorganise' | 'quorum' | 'times', Step> {
  const say = (key: string, values = {}) => desk.say(`staff.organisers.${key}`, values);
  const read = () => organisingSettingsStore.read(database);

  function linesOf(settings: OrganisingSettings, roomHere: string | undefined): string[] {
    const { organisers, fallbackChannelId, quorum, quietHours, reminders, offerMinutes, secondPersonAbove } = settings;
    const room = (id: string) => (id === roomHere ? say('thisRoom') : say('room', { id }));
    const each = organisers.map(({ region, role, channelId, contact }) =>
      [say('line', { region, role, room: room(channelId) }), contact].filter(part => part).join(' · '),
    );
    return [
      ...each,
      fallbackChannelId ? say('rest', { room: room(fallbackChannelId) }) : say('noRest'),
      say('quorum.line', { count: quorum.people, days: quorum.daysBefore }),
      say('times.quietLine', quietHours),
      say('times.reminderLine', reminders),
      say('times.offerLine', { offerMinutes }),
      say('times.secondLine', { secondPersonAbove }),
    ];
  }

  async function overview(asked: Asked): Promise<FeatureTurn> {
    const room = roomOf(asked);
    const settings = await read();
    const button = (step: string, opensForm: boolean): Choice => ({
      id: ['staff', step, ...(room ? [room] : [])].join(':'),
      label: say(`button.${step}`),
      ...(opensForm && { opensForm }),
    });
    return tell(asked.heard, {
      title: say('title'),
      lines: [...linesOf(settings, room), ...(room ? [] : [say('typeThere')])],
      choices: [
        ...(room ? [button('organise', true), button('organiseRest', false)] : []),
        ...(settings.organisers.length > 0 ? [button('unorganise', true)] : []),
        button('quorum', true),
        button('times', true),
      ],
    });
  }

  /** The region whose organiser works in this channel. */
  async function organise(asked: Asked): Promise<FeatureTurn> {
    const room = roomOf(asked);
    if (!room) return overview(asked);
    const fields = [
      { kind: 'choice', name: 'region', label: say('region'), options: regions.map(id => ({ id, label: id })) },
      { kind: 'line', name: 'role', label: say('role'), hint: say('roleHint'), charsMax: 60 },
      { kind: 'line', name: 'contact', label: say('contact'), hint: say('contactHint'), charsMax: 200, optional: true },
    ] as const;
    const form = { id: `staff:organise:${room}`, title: say('title'), submit: desk.say('staff.save') };
    const { values } = asked;
    if (!values) return ask(asked.heard, { ...form, fields: [...fields] });
    const region = regions.find(known => known === oneOf(values, 'region'));
    const role = oneOf(values, 'role');
    const contact = oneOf(values, 'contact');
    if (!region || !role)
      return ask(asked.heard, {
        ...form,
        fields: [...wordsFields('fault', [say('fault')]), ...filledIn([...fields], values)],
      });
    const organiser = { region, role, channelId: room, ...(contact && { contact }) };
    return save(asked, settings => ({
      ...settings,
      organisers: [...settings.organisers.filter(each => each.region !== region), organiser],
    }));
  }

  async function unorganise(asked: Asked): Promise<FeatureTurn> {
    const { organisers } = await read();
    if (!asked.values)
      return ask(asked.heard, {
        id: 'staff:unorganise',
        title: say('title'),
        submit: desk.say('staff.save'),
        fields: [
          {
            kind: 'choices',
            name: 'regions',
            label: say('which'),
            options: organisers.map(({ region, role }) => ({ id: region, label: `${region}: ${role}` })),
          },
        ],
      });
    const removed = allOf(asked.values, 'regions');
    return save(asked, settings => ({
      ...settings,
      organisers: settings.organisers.filter(({ region }) => !removed.includes(region)),
    }));
  }

  async function save(asked: Asked, change: Change): Promise<FeatureTurn> {
    const after = organisingSettings.parse(change(await read()));
    return tell(asked.heard, {
      title: say('title'),
      lines: [say('saved'), ...linesOf(after, roomOf(asked))],
      writes: [organisingSettingsStore.change(change), audit({ staffId: asked.who.staffId, what: 'changeSettings' })],
    });
  }

  return {
    organisers: overview,
    organise,
    unorganise,
    quorum: createLimitsStep('quorum', { desk, read, save }),
    times: createLimitsStep('times', { desk, read, save }),
    async organiseRest(asked) {
      const room = roomOf(asked);
      return room ? save(asked, settings => ({ ...settings, fallbackChannelId: room })) : overview(asked);
    },
  };
}

/** The room that a button was made for, or that it was pressed in. */
function roomOf({ argument: [room], heard }: Asked): string | undefined {
  return room || heard.roomId || undefined;
}
