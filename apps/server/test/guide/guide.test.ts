import { contents, pageAddress } from '@impresario/guide';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentPages } from './document-pages.ts';
import { openHouse, type House } from './house.ts';
import { openPageReader, type PageReader } from './page-faults.ts';
import { playBlock } from './play-block.ts';
import { playPages, type Played } from './play-pages.ts';
import { typeFaults } from './type-faults.ts';

let house: House;
let played: Played;

beforeAll(async () => {
  house = await openHouse();
  played = playPages(documentPages, 3, async (block, page) => playBlock(block, await house.sceneOf(page)));
});

afterAll(() => house.close());

it('has programs that fit the types of the packages', async () => {
  expect(await typeFaults(documentPages)).toEqual([]);
});

describe.each(documentPages)('$name', ({ blocks }) => {
  it.each(blocks.map((block) => ({ ...block, file: block.file ?? '', block })))(
    'line $line: $language $file',
    ({ block }) => played.get(block),
  );
});

const addresses = contents.flatMap(({ pages }) => pages.map(({ slug }) => pageAddress(slug)));

describe('everybody can read', () => {
  let reader: PageReader;
  beforeAll(async () => {
    reader = await openPageReader(house.browser);
  });
  afterAll(() => reader.close());

  it.each([...addresses, '/docs/guide/search?q=track', '/docs/guide/nothing', '/docs'])(
    '%s',
    async (address) => {
      const isWholeCodeLookedAt = address === pageAddress('events');
      expect(await reader.faultsOf(house.server.url + address, isWholeCodeLookedAt)).toEqual([]);
    },
  );
});
