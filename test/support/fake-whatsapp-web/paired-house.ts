import { readFile } from 'node:fs/promises';
import { memoryKeeper } from './memory-keeper.ts';
import { openWebHouse, type WebHouse } from './web-house.ts';

/** A session that was paired once, for all tests of a file. */
let pairing: Promise<{ packed: Buffer; token: string }> | undefined;

/** A house on a machine that is new, whose session is kept: it is connected by itself. */
export async function openPairedHouse(): Promise<WebHouse> {
  pairing ??= pairOnce();
  const { packed, token } = await pairing;
  const house = await openWebHouse(memoryKeeper(packed));
  house.web.session = token;
  return house;
}

async function pairOnce() {
  let packed = Buffer.alloc(0);
  const house = await openWebHouse({
    ...memoryKeeper(),
    async keep(path) {
      packed = await readFile(path);
    },
  });
  house.web.isPairedByItself = true;
  const connected = new Promise<void>(resolve => {
    const channel = house.channel({
      onState: ({ kind }) => {
        if (kind === 'connected') void channel.stop().then(resolve);
      },
    });
    void channel.start(async () => {});
  });
  await connected;
  const token = house.web.session ?? '';
  await house.close();
  return { packed, token };
}
