// Learns from the cards and leaves the result in the cache, in a process of its own: node src/knowledge/learn.ts LOCALES CACHE
import { loadKnowledge } from './knowledge.ts';

const [localesDirectory, cacheDirectory] = process.argv.slice(2);
if (!localesDirectory || !cacheDirectory) {
  console.error(
    'Say where the locales and the cache are: node src/knowledge/learn.ts locales node_modules/.cache/folding-chair',
  );
  process.exit(1);
}
try {
  loadKnowledge(localesDirectory, cacheDirectory);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
