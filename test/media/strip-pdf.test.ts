import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
  StandardFonts,
} from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { stripPdf } from '../../src/media/strip/strip-pdf.ts';
import { RED_POINT } from './one-of-each.ts';
import { tellingJpeg } from './pictures.ts';
import { NAME, profile, tells, XMP } from './told.ts';

const WORDS = 'The letter that a person shows us.';

/** A letter with everything that programs write beside it. @param options of `save` */
async function letter(options = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context } = document;
  document.setTitle(NAME);
  document.setAuthor(NAME);
  const page = document.addPage();
  page.drawText(WORDS, { font: await document.embedFont(StandardFonts.Helvetica) });
  page.drawImage(await document.embedJpg(tellingJpeg(RED_POINT, 6)));
  await document.attach(Buffer.from(NAME), `${NAME}.txt`);
  document.addJavaScript('greet', `app.alert("${NAME}")`);
  const stream = (entries: Record<string, string | number>, text: string | Buffer) =>
    context.register(context.flateStream(text, entries));
  document.catalog.set(PDFName.of('Metadata'), stream({ Type: 'Metadata', Subtype: 'XML' }, XMP));
  document.catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of(NAME) }));
  page.node.set(PDFName.of('PieceInfo'), context.obj({ Program: { Private: PDFString.of(NAME) } }));
  page.node.set(
    PDFName.of('Annots'),
    context.obj([
      { Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 1, 1], T: PDFString.of(NAME), Contents: PDFString.of('a remark') },
      { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 1, 1], A: { S: 'URI', URI: PDFString.of('https://example.org') } },
      { Type: 'Annot', Subtype: 'FileAttachment', Rect: [0, 0, 1, 1], FS: { F: PDFString.of(NAME) } },
      {
        Type: 'Annot',
        Subtype: 'Widget',
        T: PDFString.of('sign'),
        V: { Type: 'Sig', ByteRange: [0, 1], Name: PDFString.of(NAME) },
      },
    ]),
  );
  page.node.Resources()?.set(PDFName.of('ColorSpace'), context.obj({ C0: ['ICCBased', stream({ N: 3 }, profile())] }));
  stream({}, `an earlier version: ${NAME}`);
  return Buffer.from(await document.save(options));
}

/** Everything in a document, its streams inflated. */
async function insideOf(bytes: Uint8Array): Promise<Buffer> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
  return Buffer.concat(
    context.enumerateIndirectObjects().map(([, object]) => {
      const inflated =
        object instanceof PDFRawStream && /FlateDecode/.test(String(object.dict))
          ? Buffer.from(decodePDFRawStream(object).decode())
          : Buffer.alloc(0);
      const raw = object instanceof PDFRawStream ? Buffer.from(object.contents) : Buffer.alloc(0);
      const text = String(object).replaceAll(/<([0-9A-F]+)>/gi, (_, hex) =>
        Buffer.from(hex, 'hex').toString().replaceAll('\0', ''),
      );
      return Buffer.concat([Buffer.from(`${text}\n`), raw, inflated]);
    }),
  );
}

let plain: Buffer;
beforeAll(async () => {
  plain = await letter();
});

describe('a PDF', () => {
  test.each([
    ['its objects in streams', {}],
    ['its objects in the open', { useObjectStreams: false }],
  ])('with %s tells nothing but its pages', async (_, options) => {
    const original = await letter(options);
    expect(tells(await insideOf(original))).toBe(true);
    const stripped = await stripPdf(original);
    const inside = await insideOf(stripped);
    expect(tells(inside)).toBe(false);
    expect(inside.toString('latin1')).not.toMatch(
      /JavaScript|EmbeddedFile|PieceInfo|Metadata|ByteRange|earlier version|Producer|CreationDate/,
    );
    for (const kept of ['a remark', 'https://example.org', 'DCTDecode']) expect(inside.includes(kept)).toBe(true);
  });

  test('shows the same words and the same photo', async () => {
    const [before, after] = await Promise.all(
      [plain, await stripPdf(plain)].map(async bytes => contentOf(await PDFDocument.load(bytes))),
    );
    expect(after).toEqual(before);
    expect(after?.words).toContain(Buffer.from(WORDS).toString('hex').toUpperCase());
    expect(after?.photos).toHaveLength(1);
  });

  test('that only a password opens is refused; one that is merely protected is opened', async () => {
    const locked = async (userPassword: string) => {
      const document = await PDFDocument.load(plain);
      document.encrypt({ userPassword, ownerPassword: 'owner' });
      return Buffer.from(await document.save());
    };
    await expect(stripPdf(await locked('secret'))).rejects.toMatchObject({ code: 'locked' });
    const opened = await stripPdf(await locked(''));
    expect(opened.includes('/Encrypt')).toBe(false);
    expect(contentOf(await PDFDocument.load(opened)).words).toBe(contentOf(await PDFDocument.load(plain)).words);
  });

  test('without a page is refused', async () => {
    const empty = await PDFDocument.create();
    await expect(stripPdf(Buffer.from(await empty.save({ addDefaultPage: false })))).rejects.toMatchObject({
      code: 'damaged',
    });
  });
});

/** What the first page says, and the tables and scans of its photos. */
function contentOf(document: PDFDocument): { words: string; photos: string[] } {
  const objects = document.context.enumerateIndirectObjects().map(([, object]) => object);
  const streams = objects.filter(object => object instanceof PDFRawStream);
  const words = streams.flatMap(({ dict, contents }) => {
    const isContent = dict instanceof PDFDict && dict.keys().every(key => ['/Length', '/Filter'].includes(String(key)));
    const text = isContent && /FlateDecode/.test(String(dict)) ? inflateSync(contents).toString('latin1') : '';
    return text.includes('BT') ? [text] : [];
  });
  const photos = streams
    .filter(({ dict }) => /DCTDecode/.test(String(dict)))
    .map(({ contents }) => {
      const bytes = Buffer.from(contents);
      return bytes.subarray(bytes.indexOf('ffdb', 'hex'), bytes.indexOf('ffd9', 'hex')).toString('hex');
    });
  return { words: words.join(), photos };
}
