import type { GatewayRequest } from '../../request/request.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { Endpoint, Parameters } from '../../upstream/endpoint.ts'
import type { Access, CircleModel, CircleSource } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { MixinLoaders } from './loaders.ts'
import { circleReference, toCircle } from './mapping.ts'
import { DROPS, type MixinReads } from './reads.ts'

export interface MixinCirclesOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'circles' | 'conversations'>
  readonly loaders: Pick<MixinLoaders, 'circles' | 'circleContents' | 'conversations'>
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly credential: (access: Access) => Usable
}

/** Makes the gateway forget what a write changes. */
type Forget = (own: Usable) => void

/**
 * The viewer's circles, which are read all at once. Nobody else sees them, but somebody may use several credentials at a
 * time: what has the id of a circle is dropped for all of them.
 * @see docs/networks/mixin.md#circles
 */
export const createMixinCircles = (options: MixinCirclesOptions): CircleSource => {
  const { client, reads, loaders, cache, request, credential } = options

  const forgetList: Forget = (own) => {
    loaders.circles.clear('all')
    reads.circles.drop(['all'], own)
  }

  const forgetName =
    (circleId: string): Forget =>
    (own) => {
      forgetList(own)
      cache.drop(DROPS.circleName, circleId)
    }

  const forgetContents = (circleId: string): void => {
    loaders.circleContents.clear(circleId)
    cache.drop(DROPS.circleContents, circleId)
  }

  /** Also from the conversations in it, which it does not name. */
  const forgetCircle =
    (circleId: string): Forget =>
    (own) => {
      forgetName(circleId)(own)
      forgetContents(circleId)
      loaders.conversations.clearAll()
      cache.drop(DROPS.circle, circleId)
    }

  const forgetChange =
    (circleId: string, conversationIds: readonly string[]): Forget =>
    (own) => {
      forgetContents(circleId)
      for (const id of conversationIds) loaders.conversations.clear(id)
      reads.conversations.drop(conversationIds, own)
    }

  /** Sends a write once. What it changes is forgotten whatever comes of it: only the viewer has to read it again. */
  const write = async <Template extends string, Result>(
    endpoint: Endpoint<Template>,
    parameters: Parameters<Template>,
    body: unknown,
    forget: Forget,
    decode: (data: unknown) => Result,
  ): Promise<Result> => {
    const own = credential('write')
    try {
      return await client.call(endpoint, { context: request, credential: own, parameters, body, decode })
    } finally {
      forget(own)
    }
  }

  const all = async (): Promise<ReadonlyMap<string, CircleModel>> =>
    (await loaders.circles.load('all')) ?? new Map<string, CircleModel>()

  /** What comes from a stale list is stale with it. */
  const staleAs = <Model extends object>(list: object, model: Model | null): Model | null => {
    const staleness = request.stale.get(list)
    if (model && staleness) request.stale.set(model, staleness)
    return model
  }

  return {
    async all() {
      const circles = await all()
      const list = [...circles.values()]
      staleAs(circles, list)
      return list
    },
    async load(circleId) {
      const circles = await all()
      return staleAs(circles, circles.get(circleId) ?? null)
    },
    conversations: (circleId) => loaders.circleContents.load(circleId),
    create: (name) => write(endpoints.createCircle, {}, { name }, forgetList, toCircle),
    rename: (id, name) => write(endpoints.renameCircle, { id }, { name }, forgetName(id), toCircle),
    delete: (id) => write(endpoints.deleteCircle, { id }, undefined, forgetCircle(id), () => undefined),
    change(id, action, conversationIds) {
      const rows = conversationIds.map((conversationId) => ({ conversation_id: conversationId, action }))
      return write(endpoints.changeCircle, { id }, rows, forgetChange(id, conversationIds), () =>
        circleReference(id),
      )
    },
  }
}
