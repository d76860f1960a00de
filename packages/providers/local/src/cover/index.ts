export { coverSvg, paintCover } from './paint-cover.ts';
