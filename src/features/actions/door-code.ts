import { toBuffer } from 'qrcode';
import type { ChannelName } from '../../messages/address.ts';
import type { Post } from '../../messages/turn.ts';
import { titleLine } from './action-lines.ts';
import type { DeskDeps } from './desk-deps.ts';
import { fileFor } from './desk-file.ts';
import { done, onAction, tell } from './desk-say.ts';
import type { ActionAct, DeskStep } from './desk-step.ts';

/** Large enough to be read from a poster, and small enough for any printer. */
const PIXELS_A_DOT = 12;
/** What a line has that the one above has not, in runs: to try all five filters on each line takes three times as long, and saves a few KB. */
const PNG = { filterType: 2, deflateStrategy: 3 };

/** A link that opens a chat with the bot on a platform, with the code ready to be sent. */
export interface ChatLink {
  channel: ChannelName;
  link: string;
}

/**
 * The QR code at the door, which people read themselves: a picture for each platform whose link is known, else one of the bare code. Each
 * says which it is, and what to type where there is no camera.
 */
export function doorCodeStep(deps: DeskDeps): DeskStep {
  const { say, chatLinks } = deps;
  return onAction(deps, {
    async press(act) {
      const { code } = act.action.file;
      const links = await chatLinks(code);
      const said = [
        ...links.map(({ channel }) => say('actions.qr.window', { platform: say(`desk.channel.${channel}`) })),
        ...(links.length === 0 ? [say('actions.qr.windowBare')] : []),
        say('actions.qr.type', { code }),
        say('actions.inDirectMessage'),
      ];
      const posts = links.length > 0 ? await inOrder(act, links) : [await picture(act, code, say('actions.qr.bare'))];
      return done(tell(act.heard, say('actions.checkIn.title'), said.join('\n\n')), { posts });
    },
  });

  async function inOrder(act: ActionAct, links: ChatLink[]): Promise<Post[]> {
    const posts: Post[] = [];
    for (const { channel, link } of links) {
      const platform = say(`desk.channel.${channel}`);
      posts.push(await picture(act, link, say('actions.qr.linked', { platform, link })));
    }
    return posts;
  }

  async function picture(act: ActionAct, content: string, what: string): Promise<Post> {
    const { file } = act.action;
    const bytes = await toBuffer(content, {
      type: 'png',
      errorCorrectionLevel: 'M',
      scale: PIXELS_A_DOT,
      rendererOpts: PNG,
    });
    const png = { kind: 'photo' as const, mimeType: 'image/png', extension: 'png', bytes: new Uint8Array(bytes) };
    const text = [
      say('actions.qr.title', { title: titleLine(file) }),
      what,
      say('actions.qr.type', { code: file.code }),
    ];
    return fileFor(deps, act, png, text.join('\n'));
  }
}
