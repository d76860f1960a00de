/** What a stand-in for the server needs to deliver the studio as the server does. */
export { NONCE_PLACEHOLDER, plainPagePolicy, studioPolicy } from '../studio/studio-policy.ts';
export { contentTypes } from '../studio/content-types.ts';
export { studioPageStatus } from '../studio/studio-pages.ts';
