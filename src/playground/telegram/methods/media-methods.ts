import { ApiError } from '../api-error.ts';
import type { MessageContent } from '../chat-room.ts';
import { type FileKind, fileInfo, type StoredFile } from '../file-store.ts';
import type { Upload } from '../parameters.ts';
import type { Message } from '../wire.ts';
import { inlineKeyboard } from './inline-keyboard.ts';
import type { Call, Method } from './method.ts';
import { replyTarget } from './reply-target.ts';
import { roomOf } from './room-of.ts';
import { writtenText } from './written-text.ts';

const captionCharsMax = 1024;
/** https://core.telegram.org/bots/api#getfile */
const downloadBytesMax = 20 * 1024 * 1024;

const types: Record<string, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
};

/** Files, out and in. */
export const mediaMethods: Record<string, Method> = {
  sendPhoto: call =>
    send(call, 'photo', 'photos', file => ({ photo: [{ ...fileInfo(file), width: 1280, height: 960 }] })),

  sendVoice: call =>
    send(call, 'voice', 'voice', file => ({
      voice: { ...fileInfo(file), duration: call.parameters.integer('duration') ?? 0, mime_type: file.mimeType },
    })),

  sendAudio: call =>
    send(call, 'audio', 'music', file => ({
      audio: {
        ...fileInfo(file),
        duration: call.parameters.integer('duration') ?? 0,
        mime_type: file.mimeType,
        file_name: file.name,
      },
    })),

  sendVideo: call =>
    send(call, 'video', 'videos', file => ({
      video: {
        ...fileInfo(file),
        duration: call.parameters.integer('duration') ?? 0,
        mime_type: file.mimeType,
        file_name: file.name,
        width: 1280,
        height: 720,
      },
    })),

  sendDocument: call =>
    send(call, 'document', 'documents', file => ({
      document: { ...fileInfo(file), file_name: file.name, mime_type: file.mimeType },
    })),

  sendLocation: call => {
    const latitude = call.parameters.number('latitude');
    const longitude = call.parameters.number('longitude');
    if (latitude === undefined || longitude === undefined) throw new ApiError(400, 'Bad Request: location is empty');
    return post(call, { location: { latitude, longitude } });
  },

  getFile({ world, parameters }) {
    const file = world.files.byId(parameters.text('file_id') ?? '');
    if (file === undefined) throw new ApiError(400, 'Bad Request: invalid file_id');
    if (file.file_size > downloadBytesMax) throw new ApiError(400, 'Bad Request: file is too big');
    return { ...fileInfo(file), file_path: file.path };
  },
};

function send(call: Call, name: string, kind: FileKind, content: (file: StoredFile) => MessageContent): Message {
  const { text, entities } = writtenText(call.parameters, 'caption');
  if (text.length > captionCharsMax) throw new ApiError(400, 'Bad Request: message caption is too long');
  const caption = text === '' ? {} : { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
  return post(call, { ...content(fileFor(call, name, kind)), ...caption });
}

function post(call: Call, content: MessageContent): Message {
  const keyboard = inlineKeyboard(call.parameters);
  const room = roomOf(call);
  const reply = replyTarget(call, room);
  call.bot.limits.take(room.chat);
  const message = room.post(call.bot.user, { ...content, ...(keyboard && { reply_markup: keyboard }), ...reply });
  call.world.events.emit('message', message, room);
  return message;
}

/** Telegram looks at a file itself, whatever the bot calls it; here its name tells. Photos are made JPEGs, voice notes are Ogg. */
function typeOf(kind: FileKind, { name, mimeType }: Upload): string {
  if (kind === 'photos') return 'image/jpeg';
  if (kind === 'voice') return 'audio/ogg';
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return mimeType === 'application/octet-stream' ? (types[extension] ?? mimeType) : mimeType;
}

/** An upload, or a file that Telegram has already. */
function fileFor({ world, parameters }: Call, name: string, kind: FileKind): StoredFile {
  const upload = parameters.upload(name);
  if (upload) return world.files.add(kind, upload.bytes, upload.name, typeOf(kind, upload));
  const given = parameters.text(name);
  if (given === undefined) throw new ApiError(400, `Bad Request: there is no ${name} in the request`);
  const known = world.files.byId(given);
  if (known) return known;
  throw new ApiError(400, 'Bad Request: wrong file identifier/HTTP URL specified');
}
