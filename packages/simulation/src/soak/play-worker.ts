import { playSeeds, type Play } from '../play-seeds.ts';

await playSeeds(JSON.parse(process.argv[2]!) as Play);
