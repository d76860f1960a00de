import type { WantedProgram } from './find-program.ts';

export const chromium: WantedProgram = {
  label: 'Chromium',
  variable: 'CHROMIUM_PATH',
  names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  otherPlaces: ['Google Chrome', 'Chromium'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  debianPackage: 'chromium',
  whatToInstall: [
    'The studio is tested in a real browser and no Chromium was found. Install it and run this again:',
    '  Debian:       apt-get install chromium        (as root, `npm test` does it by itself)',
    '  Ubuntu:       Google Chrome from https://www.google.com/chrome, as its chromium package needs snap',
    '  Fedora:       dnf install chromium',
    '  macOS:        brew install --cask chromium',
    '  anywhere:     set CHROMIUM_PATH to the program of any Chromium or Chrome',
  ].join('\n'),
};

export const natsServer: WantedProgram = {
  label: 'NATS',
  variable: 'NATS_SERVER_PATH',
  names: ['nats-server'],
  otherPlaces: ['/usr/sbin/nats-server', '/opt/homebrew/bin/nats-server', '/usr/local/bin/nats-server'],
  debianPackage: 'nats-server',
  whatToInstall: [
    'Word between processes is tested on a real NATS and no nats-server was found. Install it and run this again:',
    '  Debian, Ubuntu:   apt-get install nats-server     (as root, `npm test` does it by itself)',
    '  macOS:            brew install nats-server',
    '  anywhere:         set NATS_SERVER_PATH to the program nats-server (2.9 or later) of https://nats.io/download',
    'Nothing needs to run: the tests start and stop servers of their own.',
  ].join('\n'),
};

export const redisServer: WantedProgram = {
  label: 'Redis',
  variable: 'REDIS_SERVER_PATH',
  names: ['redis-server', 'valkey-server'],
  otherPlaces: ['/opt/homebrew/bin/redis-server', '/usr/local/bin/redis-server'],
  // Holds the program alone; the package `redis-server` would also start a service of the system.
  debianPackage: 'redis-tools',
  whatToInstall: [
    'Limits are tested on a real Redis and no redis-server was found. Install it and run this again:',
    '  Debian, Ubuntu:   apt-get install redis-tools     (as root, `npm test` does it by itself)',
    '  Fedora:           dnf install redis',
    '  macOS:            brew install redis',
    '  anywhere:         set REDIS_SERVER_PATH to the program redis-server (7 or later) or valkey-server',
    'Nothing needs to run: the tests start and stop servers of their own.',
  ].join('\n'),
};

export const deno: WantedProgram = {
  label: 'Deno',
  variable: 'DENO_PATH',
  names: ['deno'],
  otherPlaces: [],
  npmPackage: 'deno@2.9.6',
  whatToInstall: [
    'The client is tested in Deno, which was not found and could not be brought from npm. Install it and run this again:',
    '  anywhere:   npm install --global deno@2.9.6, or https://docs.deno.com/runtime/getting_started/installation',
    '  or:         set DENO_PATH to the program deno (2.0 or later)',
  ].join('\n'),
};

export const bun: WantedProgram = {
  label: 'Bun',
  variable: 'BUN_PATH',
  names: ['bun'],
  otherPlaces: [],
  npmPackage: 'bun@1.4.4',
  whatToInstall: [
    'The client is tested in Bun, which was not found and could not be brought from npm. Install it and run this again:',
    '  anywhere:   npm install --global bun@1.4.4, or https://bun.sh/docs/installation',
    '  or:         set BUN_PATH to the program bun (1.2 or later)',
  ].join('\n'),
};
