// The process of `cleanFile`: reads one file and ends.
import type { CleanFile } from './clean-file.ts';
import { FileRefusal } from './file-refusal.ts';
import { scanFile } from './scan-file.ts';
import { stripMetadata } from './strip-metadata.ts';

async function clean(bytes: Uint8Array): Promise<CleanFile> {
  try {
    const type = await scanFile(bytes);
    return { file: { ...type, bytes: await stripMetadata(bytes, type) } };
  } catch (error) {
    if (error instanceof FileRefusal) return { refused: error.code };
    throw error;
  }
}

process.once('message', async (bytes: Uint8Array) => {
  process.send?.(await clean(bytes), () => process.disconnect());
});
