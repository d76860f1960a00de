/** What other rooms need to look at the studio in a real browser. */
export { axeViolations } from './axe-violations.ts';
export { openBrowser } from './open-browser.ts';
