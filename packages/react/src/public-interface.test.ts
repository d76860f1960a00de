import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import { expectTypeOf, it } from 'vitest';
import type { Client, ImpresarioError } from '@impresario/client';
import type { CreateTrackInput, Credits, OperationResource, Provider, Track } from '@impresario/protocol';
import type { ImpresarioProvider } from './index.ts';
import {
  useCredits,
  useGenerateMusic,
  useOperation,
  useOrder,
  useProviders,
  useTrack,
  useTracks,
  type GenerateMusic,
} from './index.ts';

// Nothing of this is run: the compiler is what tests it.

it('types the reading hooks as queries of what they read', () => {
  expectTypeOf(useTrack).returns.toEqualTypeOf<UseQueryResult<Track, ImpresarioError>>();
  expectTypeOf(useTracks).returns.toEqualTypeOf<UseInfiniteQueryResult<Track[], ImpresarioError>>();
  expectTypeOf(useCredits).returns.toEqualTypeOf<UseQueryResult<Credits, ImpresarioError>>();
  expectTypeOf(useProviders).returns.toEqualTypeOf<UseQueryResult<Provider[], ImpresarioError>>();
  expectTypeOf(useOperation).returns.toEqualTypeOf<UseQueryResult<OperationResource, ImpresarioError>>();
  expectTypeOf(useTrack).parameter(0).toEqualTypeOf<string | null | undefined>();
});

it('takes only filters that the server knows', () => {
  expectTypeOf(useTracks).toBeCallableWith();
  expectTypeOf(useTracks).toBeCallableWith({ status: 'completed', provider: 'suno', q: 'rain', limit: 50 });
  // @ts-expect-error: no such status
  expectTypeOf(useTracks).toBeCallableWith({ status: 'done' });
  // @ts-expect-error: no such filter
  expectTypeOf(useTracks).toBeCallableWith({ genre: 'polka' });
});

it('types the whole course of a generation', () => {
  expectTypeOf(useGenerateMusic).returns.toEqualTypeOf<GenerateMusic>();
  expectTypeOf<GenerateMusic['generate']>().toEqualTypeOf<
    (request: CreateTrackInput) => Promise<Track | null>
  >();
  expectTypeOf<GenerateMusic['status']>().toEqualTypeOf<
    'idle' | 'sending' | 'refused' | 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled'
  >();
  expectTypeOf<GenerateMusic['progress']>().toEqualTypeOf<number | null>();
  expectTypeOf<GenerateMusic['error']>().extract<object>().toHaveProperty('message').toEqualTypeOf<string>();
  expectTypeOf<'insufficient_credits' | 'MODERATED' | 'unreachable'>().toExtend<
    NonNullable<GenerateMusic['error']>['code']
  >();
  expectTypeOf(useGenerateMusic).toBeCallableWith({ trackId: null });
  expectTypeOf<GenerateMusic['generate']>().toBeCallableWith({ prompt: 'A jig', provider: 'local' });
  // @ts-expect-error: a prompt is needed
  expectTypeOf<GenerateMusic['generate']>().toBeCallableWith({});
});

it('wants a client for the provider, and may be given a cache', () => {
  type Props = Parameters<typeof ImpresarioProvider>[0];
  expectTypeOf<Props>().toHaveProperty('client').toEqualTypeOf<Client>();
  expectTypeOf<{ client: Client }>().toExtend<Props>();
  expectTypeOf<object>().not.toExtend<Props>();
});

it('tells what an order makes from how it is sent', () => {
  const order = (client: Client) =>
    useOrder((trackId: string, options) => client.operations.wav(trackId, {}, options));
  expectTypeOf(order).returns.toHaveProperty('data').toEqualTypeOf<OperationResource | undefined>();
  expectTypeOf(order).returns.toHaveProperty('mutate').parameter(0).toEqualTypeOf<string>();
});
