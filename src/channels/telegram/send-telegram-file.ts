import { Api, GrammyError, InputFile } from 'grammy';
import type { FileContent } from '../../messages/file.ts';
import type { Chunk } from '../channel.ts';
import { SendError } from '../send-error.ts';
import type { TelegramConnection } from './telegram-connection.ts';
import { toSendError } from './telegram-error.ts';
import { telegramKeyboard } from './telegram-keyboard.ts';
import { toTelegramHtml } from './telegram-markup.ts';

/** https://core.telegram.org/bots/api#sending-files: in megabytes of 1024 times 1024 bytes, which is the stricter reading of a limit of ours. */
const UPLOAD_BYTES_MAX = 50 * 1024 * 1024;
const PHOTO_BYTES_MAX = 10 * 1024 * 1024;
/** As slowly as a line may take a file: a request has this much more time. */
const UPLOAD_BYTES_PER_SECOND = 256 * 1024;

type Method = 'sendPhoto' | 'sendVoice' | 'sendAudio' | 'sendVideo' | 'sendDocument';

/** What Telegram shows or plays by itself, by extension (https://core.telegram.org/bots/api#sendphoto and behind). The rest are documents. */
const METHODS: Record<string, Method> = {
  jpg: 'sendPhoto',
  png: 'sendPhoto',
  webp: 'sendPhoto',
  ogg: 'sendVoice',
  mp3: 'sendAudio',
  m4a: 'sendAudio',
  mp4: 'sendVideo',
};

/**
 * Sends a file with words below it, as what it is: a photo, a voice note, a document. Its name is of ours, since a file's own may hold a
 * person's.
 *
 * @throws SendError with the facts by which the outbox decides what to do.
 */
export async function sendTelegramFile(
  { token, apiRoot, requestTimeoutSeconds }: TelegramConnection,
  chatId: string,
  file: FileContent,
  chunk: Chunk,
): Promise<string | undefined> {
  const { bytes, kind, extension } = file;
  if (bytes.length > UPLOAD_BYTES_MAX) throw new SendError({ code: 'too large', retryable: false });
  const api = new Api(token, {
    apiRoot,
    timeoutSeconds: requestTimeoutSeconds + Math.ceil(bytes.length / UPLOAD_BYTES_PER_SECOND),
  });
  const options = {
    ...(chunk.text !== '' && { caption: toTelegramHtml(chunk.text), parse_mode: 'HTML' as const }),
    ...(chunk.choices.length > 0 && { reply_markup: telegramKeyboard(chunk.choices) }),
  };
  const sendAs = async (method: Method): Promise<string> => {
    const sent = await api[method](chatId, new InputFile(bytes, `${kind}.${extension}`), options);
    return String(sent.message_id);
  };
  const method = methodFor(file);
  try {
    return await sendAs(method).catch(error => {
      if (method === 'sendDocument' || !isRefusedAsSuch(error)) throw error;
      return sendAs('sendDocument');
    });
  } catch (error) {
    const sendError = toSendError(error);
    if (sendError) throw sendError;
    return undefined;
  }
}

function methodFor({ kind, extension, bytes }: FileContent): Method {
  const method = METHODS[extension] ?? 'sendDocument';
  const isFit = method === 'sendPhoto' ? bytes.length <= PHOTO_BYTES_MAX : method !== 'sendVoice' || kind === 'voice';
  return isFit ? method : 'sendDocument';
}

/** A photo may be too long and narrow, or a voice note unknown to Telegram: as a document it arrives all the same. */
function isRefusedAsSuch(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /PHOTO_|IMAGE_PROCESS_FAILED|VIDEO_|AUDIO_|VOICE_/.test(error.description)
  );
}
