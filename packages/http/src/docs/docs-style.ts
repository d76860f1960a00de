/** The page's whole style, in the studio's colours. Its hash stands in the page's content security policy. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(0.968 0.006 350), oklch(0.165 0.014 345));
  --panel: light-dark(oklch(0.995 0.002 350), oklch(0.208 0.017 345));
  --ink: light-dark(oklch(0.225 0.03 345), oklch(0.955 0.008 60));
  --soft: light-dark(oklch(0.42 0.025 345), oklch(0.79 0.012 30));
  --line: light-dark(oklch(0.885 0.011 350), oklch(0.315 0.022 345));
  --accent: light-dark(oklch(0.52 0.205 14), oklch(0.73 0.16 18));
  --code: light-dark(oklch(0.942 0.008 350), oklch(0.185 0.015 345));
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
main { overflow-wrap: anywhere; padding: 2.5rem clamp(1.25rem, 5vw, 4rem) 6rem; max-width: 60rem; }
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
.method { display: inline-block; min-width: 4.6em; text-align: center; font: 700 .7rem/1.6 ui-monospace, monospace; text-transform: uppercase; border-radius: 5px; color: #fff; background: oklch(0.45 0.08 150); }
.method.post { background: oklch(0.48 0.19 14); }
.method.delete, .method.put { background: oklch(0.42 0.09 65); }
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
