/** The page's whole style. Its hash stands in the page's content security policy. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #14141a);
  --panel: light-dark(#ffffff, #1c1c24);
  --ink: light-dark(#1d1b26, #ecebf2);
  --soft: light-dark(#5d5a6b, #a9a6b8);
  --line: light-dark(#e3e0d9, #30303c);
  --accent: light-dark(#6b3df0, #b39bff);
  --code: light-dark(#f2f0ea, #101015);
  font: 16px/1.6 ui-sans-serif, system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: .5rem 1rem; z-index: 1; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1.25rem; border-right: 1px solid var(--line); font-size: .875rem; }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0; }
nav a { display: block; padding: .2rem 0; text-decoration: none; color: inherit; overflow-wrap: anywhere; }
nav a:hover { color: var(--accent); }
.brand { font-size: 1.125rem; font-weight: 700; letter-spacing: -.01em; margin: 0 0 1rem; }
.group { margin: 1rem 0 .25rem; font-weight: 600; color: var(--soft); }
main { padding: 2.5rem clamp(1.25rem, 5vw, 4rem) 6rem; max-width: 60rem; }
h1 { font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; margin: 0 0 .5rem; }
h2 { margin: 3.5rem 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); letter-spacing: -.01em; }
h3 { margin: 1.5rem 0 .35rem; }
.lead { color: var(--soft); font-size: 1.1rem; margin: 0; }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; margin: 0 0 1.25rem; }
article h3 { margin-top: 0; }
article:target, tr:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.route { margin: 0 0 .75rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .85rem 1rem; overflow-x: auto; line-height: 1.5; }
.method { display: inline-block; min-width: 4.6em; text-align: center; font: 700 .7rem/1.6 ui-monospace, monospace; text-transform: uppercase; border-radius: 5px; color: #fff; background: #35624a; }
.method.post { background: #5a35c9; }
.method.delete { background: #a3303f; }
details { border-top: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; font-weight: 600; }
dl { margin: .5rem 0 0; }
dl > div { display: grid; grid-template-columns: minmax(9rem, 15rem) minmax(0, 1fr); gap: .25rem 1rem; padding: .3rem 0; }
dt { overflow-wrap: anywhere; }
dd { margin: 0; }
dt small, .type { color: var(--soft); font-size: .8125rem; }
.status { font: 600 .875rem ui-monospace, monospace; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
@media (max-width: 56rem) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  dl > div { grid-template-columns: 1fr; }
}
`;
