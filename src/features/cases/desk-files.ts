import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import { audit } from '../audit.ts';
import type { Colleague } from '../colleagues.ts';
import { cardName } from './case-card.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import { titleLine } from './case-lines.ts';
import { openedName } from './case-posts.ts';
import { toColleague, toRoom } from './desk-post.ts';
import { chosenIn, done, onCase, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';
import { momentInWords } from './desk-times.ts';

interface KeptFile {
  fileId: string;
  label: string;
}

/** Files come to a room when somebody asks for them, and not before: so it is known who has read what. */
export function filesStep(deps: DeskDeps): DeskStep {
  const { say, cases, files, seal } = deps;
  return onCase(deps, {
    async press({ heard, file }) {
      const kept = await keptFiles(file);
      if (kept.length === 0) return done(tell(heard, say('desk.files.title'), say('desk.files.none')));
      return done({
        text: titleLine(file),
        language: 'en',
        form: {
          id: deskId('files', file.id),
          title: say('desk.files.title'),
          language: 'en',
          submit: say('desk.files.submit'),
          fields: [
            {
              kind: 'choices',
              name: 'files',
              label: say('desk.files.label'),
              hint: say('desk.files.hint'),
              options: kept.map(({ fileId, label }) => ({ id: fileId, label })),
            },
          ],
        },
      });
    },

    async submit({ heard, file, who }, values) {
      const chosen = chosenIn(values, 'files');
      const read = (await keptFiles(file)).filter(({ fileId }) => chosen.includes(fileId));
      if (read.length === 0) return done(tell(heard, say('desk.files.title'), say('desk.files.none')));
      const caption = (label: string) => say('desk.files.caption', { label, name: who.name });
      return done([], {
        writes: read.map(() => audit({ staffId: who.staffId, what: 'readFile', caseId: file.id }, seal)),
        posts: read.flatMap(({ fileId, label }) =>
          postsOf(file, who, { text: caption(label), fileId, name: openedName(fileId) }),
        ),
      });
    },
  });

  /** In the thread of the case, or to who asks alone while it has no room. By its name it is taken away when the member is forgotten. */
  function postsOf(file: CaseFile, who: Colleague, reply: Omit<Reply, 'language'>): Post[] {
    if (!file.roomId) return [toColleague(who, reply)];
    return toRoom(file, { ...reply, language: 'en', under: cardName(file.id) });
  }

  /** Those of a case that are still there, with what they are and whose. */
  async function keptFiles(file: CaseFile): Promise<KeptFile[]> {
    const entries = await cases.entries(file.id);
    const all = entries.flatMap(entry => entry.fileIds.map(fileId => ({ fileId, entry })));
    const opened = await Promise.all(all.map(({ fileId }) => files.open(fileId)));
    return all.flatMap(({ fileId, entry }, index) => {
      const kind = opened[index]?.kind;
      return kind ? [{ fileId, label: labelOf(kind, entry) }] : [];
    });
  }

  function labelOf(kind: string, { kind: entryKind, at }: CaseEntry): string {
    const key = entryKind === 'memberSaid' || entryKind === 'opened' ? 'desk.files.fromMember' : 'desk.files.fromStaff';
    return say(key, { kind: say(`desk.file.${kind}`), at: momentInWords(at) });
  }
}
