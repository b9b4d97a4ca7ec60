import { normalise } from '../../knowledge/normalise.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { type DeskAct, type DeskStep, type DeskSteps, deskId, done, lineIn, mayOrganise, tell } from './desk-say.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { entryChoices, entryText } from './entry-card.ts';
import { createEntryForm } from './entry-form.ts';
import type { Organisation } from './organisation.ts';
import { isDue, isShown } from './still-true.ts';

/** So many entries stand in a message. */
const ENTRIES_SHOWN = 8;

interface EntryAct extends DeskAct {
  entry: Organisation;
}

/** What organisers do with the entries of the directory: look, search, edit, hide, and say that one is still true. */
export function createDeskEntries(deps: DirectoryDeps, languages: string[]): DeskSteps {
  const { organisations, say, seal } = deps;
  const entryForm = createEntryForm(deps, languages);
  const answer = ({ heard }: DeskAct, key: string, values: Record<string, string> = {}) =>
    done(tell(heard, say('directory.title'), say(key, values)));
  const shows = ({ id }: Organisation) => [`directory:entry:${id}`];

  const onEntry =
    (step: (act: EntryAct) => FeatureTurn | Promise<FeatureTurn>): DeskStep =>
    async act => {
      const entry = await organisations.byId(act.rest[0] ?? '');
      if (!entry) return answer(act, 'directory.entry.gone');
      return mayEdit(act, entry) ? step({ ...act, entry }) : answer(act, 'directory.otherRegion');
    };

  /** The entries that fit some words; without any, those that somebody should look at, and how many there are. */
  const find: DeskStep = async act => {
    const { heard, values } = act;
    const { date: today } = londonTime(act.at);
    const typed = heard.content.kind === 'command' ? heard.content.argument : lineIn(values, 'words');
    const all = (await organisations.all()).filter(entry => mayEdit(act, entry));
    const wanted = normalise(typed);
    const found = wanted
      ? all.filter(entry => normalise(searchable(entry)).includes(wanted))
      : all.filter(entry => isDue(entry, today) || !isShown(entry, today));
    const counts = { all: all.length, shown: all.filter(entry => isShown(entry, today)).length, count: found.length };
    const head = say(wanted ? 'directory.list.found' : 'directory.list.due', counts);
    const left = found.length - ENTRIES_SHOWN;
    const text = [head, left > 0 && say('directory.list.more', { count: left })].filter(line => line).join('\n');
    return done(
      tell(heard, say('directory.title'), text, {
        sections: found
          .slice(0, ENTRIES_SHOWN)
          .map(entry => ({ text: entryText(entry, say, today), choices: entryChoices(entry, say) })),
        choices: [{ id: deskId('search'), label: say('directory.button.search'), opensForm: true }],
      }),
    );
  };

  const search: DeskStep = act =>
    act.values
      ? find(act)
      : done({
          text: '',
          language: 'en',
          form: {
            id: deskId('search'),
            title: say('directory.title'),
            language: 'en',
            submit: say('directory.button.search'),
            leadsOn: true,
            fields: [{ kind: 'line', name: 'words', label: say('directory.list.words'), charsMax: 100 }],
          },
        });

  const edit = onEntry(act => {
    const { entry, values, who, at } = act;
    if (!values) return done(entryForm.show(entry));
    const read = entryForm.read(entry, values, londonTime(at).date);
    if ('faults' in read) return done(entryForm.show(entry, read.faults, values));
    return {
      ...answer(act, 'directory.entry.saved', { name: read.entry.name }),
      writes: [
        organisations.edit(entry.id, read.entry, who.staffId),
        audit({ staffId: who.staffId, what: 'editEntry' }, seal),
      ],
      shows: shows(entry),
    };
  });

  const hide = onEntry(act => ({
    ...answer(act, 'directory.entry.nowHidden', { name: act.entry.name }),
    writes: [organisations.hide(act.entry.id, act.at), audit({ staffId: act.who.staffId, what: 'hideEntry' }, seal)],
    shows: shows(act.entry),
  }));

  const confirm = onEntry(act => {
    const { entry, at, who } = act;
    const day = londonTime(at).date;
    return {
      ...answer(act, 'directory.entry.nowTrue', { name: entry.name, date: day }),
      writes: [
        organisations.confirm(entry.id, day, who.staffId),
        audit({ staffId: who.staffId, what: 'confirmEntry' }, seal),
      ],
      shows: shows(entry),
    };
  });

  return { find, search, edit, hide, true: confirm };
}

/** Who organises some regions looks after what is in one of them; what is everywhere is for those who organise everywhere. */
function mayEdit({ who }: DeskAct, { regions }: Organisation): boolean {
  if (who.regions.length === 0) return mayOrganise(who, undefined);
  return regions.some(region => mayOrganise(who, region));
}

function searchable({ name, description, url, regions, needs, languages }: Organisation): string {
  return [name, description, url, ...regions, ...needs, ...languages].join(' ');
}
