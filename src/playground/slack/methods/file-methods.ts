import { z } from 'zod';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { StoredFile } from '../file-store.ts';
import { shareFiles, unshareFile } from '../share-files.ts';
import { SlackError } from '../slack-error.ts';
import { writtenText } from '../written-text.ts';
import { threadOf } from './message-content.ts';
import type { Call, Methods } from './method.ts';
import { joinedRoom } from './room-of.ts';

const completed = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);
const sizeBytesMax = 1024 ** 3;

/** Files, in the three steps of https://docs.slack.dev/messaging/working-with-files */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: ['files:write'],
    run({ world, given }) {
      const name = given.required('filename');
      given.required('length');
      const sizeBytes = given.integer('length', { min: 1, max: sizeBytesMax, otherwise: 0 });
      const { file, ticket } = world.files.expect({ name, sizeBytes, user: world.bot.id });
      return { upload_url: `${world.origin}/upload/v1/${ticket}`, file_id: file.info.id };
    },
  },

  'files.completeUploadExternal': {
    tier: 4,
    scopes: ['files:write'],
    run(call) {
      const { world, desk, given } = call;
      const read = completed.safeParse(given.json('files'));
      if (!read.success) throw new SlackError('invalid_arguments');
      const files = read.data.map(({ id, title }) => ({ file: uploaded(call, id), title }));
      const room = given.text('channel_id') === undefined ? undefined : joinedRoom(call, 'channel_id');
      const words = wordsOf(call);
      const thread = room ? threadOf(call, ts => room.find(ts)) : {};
      for (const { file, title } of files) Object.assign(file.info, title && { title });
      for (const { file } of files) file.complete = true;
      const stored = files.map(({ file }) => file);
      if (room) {
        shareFiles(world, desk, room, stored, { ...desk.byBot(), ...thread, ...words });
      }
      return { files: stored.map(({ info }) => info) };
    },
  },

  'files.delete': {
    tier: 3,
    scopes: ['files:write'],
    run({ world, desk, given }) {
      const file = world.files.byId(given.required('file'));
      if (file === undefined || !file.complete) throw new SlackError('file_not_found');
      // An app may take away what is its own.
      if (file.info.user !== world.bot.id) throw new SlackError('cant_delete_file');
      world.files.remove(file.info.id);
      unshareFile(world, desk, file);
      return {};
    },
  },

  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    run({ world, given }) {
      const file = world.files.byId(given.text('file') ?? '');
      if (file === undefined || !file.complete) throw new SlackError('file_not_found');
      return { file: file.info, comments: [], response_metadata: { next_cursor: '' } };
    },
  },
};

/** Words or blocks: beside words, blocks are ignored. */
function wordsOf({ given }: Call) {
  const comment = given.text('initial_comment');
  if (comment !== undefined) return { text: writtenText(comment, 'app') };
  return {
    text: '',
    ...(given.has('blocks') && { blocks: checkBlocks(given.json('blocks', 'invalid_blocks_format')) }),
  };
}

function uploaded({ world }: Call, id: string): StoredFile {
  const file = world.files.byId(id);
  if (file?.bytes === undefined || file.complete) throw new SlackError('file_not_found');
  return file;
}
