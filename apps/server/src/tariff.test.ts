import { planLimits, priceMillicredits } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { engineSettings, readConfig, type Environment } from './config.ts';

const tariff = (env: Environment) => {
  const { prices, plans } = engineSettings(readConfig(env), 'local');
  return { prices, plans };
};
const messageOf = (env: Environment) => {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('accepted');
};

describe('PRICES and PLANS', () => {
  it('[CRE-1] are the usual ones when nothing is set', () => {
    const usual = { prices: priceMillicredits, plans: planLimits };
    expect(tariff({})).toEqual(usual);
    expect(tariff({ PRICES: '', PLANS: '' })).toEqual(usual);
    expect(tariff({ PRICES: '{}', PLANS: '{"free":{}}' })).toEqual(usual);
  });

  it('[CRE-1] [LIM-1] change what they name and nothing else', () => {
    const PRICES = '{"generate":2,"stems":0.251,"lyrics":0,"add-vocals":10000,"persona":1.005}';
    const PLANS = '{"free":{"perMinute":100000,"perDay":null},"premium":{"perDay":0,"concurrent":1}}';
    expect(tariff({ PRICES, PLANS })).toEqual({
      prices: {
        ...priceMillicredits,
        generate: 2000,
        stems: 251,
        lyrics: 0,
        'add-vocals': 10_000_000,
        persona: 1005,
      },
      plans: {
        free: { perMinute: 100_000, perDay: null, concurrent: 1 },
        pro: planLimits.pro,
        premium: { perMinute: 30, perDay: 0, concurrent: 1 },
      },
    });
  });

  it.each([
    [{ PRICES: '2' }, /^ {2}PRICES must be a JSON object, not “2”$/m],
    [{ PRICES: '{generate:2}' }, /^ {2}PRICES must be a JSON object, not/m],
    [{ PRICES: '[]' }, /^ {2}PRICES must be a JSON object, not “\[\]”$/m],
    [{ PRICES: '{"generate":-0.001}' }, /^ {2}PRICES\.generate must be at least 0$/m],
    [{ PRICES: '{"wav":0.0001}' }, /^ {2}PRICES\.wav must have at most three decimals$/m],
    [{ PRICES: '{"wav":10000.001}' }, /^ {2}PRICES\.wav must be at most 10000$/m],
    [{ PRICES: '{"wav":1e309}' }, /^ {2}PRICES\.wav must be a number of credits$/m],
    [{ PRICES: '{"wav":"1"}' }, /^ {2}PRICES\.wav must be a number of credits$/m],
    [{ PRICES: '{"genrate":1}' }, /^ {2}PRICES\.genrate is no operation; there are generate, extend, /m],
    [{ PLANS: '{"PREMIUM ":{}}' }, /^ {2}PLANS\.PREMIUM {2}is no plan; there are free, pro, premium$/m],
    [{ PLANS: '{"free":3}' }, /^ {2}PLANS\.free must be a JSON object$/m],
    [{ PLANS: '{"free":{"perMinute":0}}' }, /^ {2}PLANS\.free\.perMinute must be at least 1$/m],
    [{ PLANS: '{"free":{"perMinute":100001}}' }, /^ {2}PLANS\.free\.perMinute must be at most 100000$/m],
    [{ PLANS: '{"free":{"perMinute":null}}' }, /^ {2}PLANS\.free\.perMinute must be a whole number$/m],
    [{ PLANS: '{"free":{"perDay":-1}}' }, /^ {2}PLANS\.free\.perDay must be at least 0$/m],
    [{ PLANS: '{"free":{"burst":1}}' }, /^ {2}PLANS\.free\.burst is no limit; there are perMinute, /m],
  ])('%o stops the start and names the field', (env, expected) => {
    expect(messageOf(env)).toMatch(expected);
  });
});
