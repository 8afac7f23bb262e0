import type { GatewayRequest } from '../../request/request.ts'
import type { Endpoint, Parameters } from '../../upstream/endpoint.ts'
import type { Access, CircleModel, CircleSource } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { MixinLoaders } from './loaders.ts'
import { circleReference, toCircle } from './mapping.ts'
import type { MixinReads } from './reads.ts'

type Kinds = 'circles' | 'circleContents' | 'conversations'

export interface MixinCirclesOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, Kinds>
  readonly loaders: Pick<MixinLoaders, Kinds>
  readonly request: GatewayRequest
  readonly credential: (access: Access) => Usable
}

/** What a write changes for the viewer. */
interface Changed {
  /** Whether names, or the list of circles itself. */
  readonly list?: boolean
  /** The circle with other conversations in it. */
  readonly circleId?: string
  /** Conversations in other circles. */
  readonly conversationIds?: readonly string[]
}

/** The viewer's circles, which are read all at once. Nobody else sees them. @see docs/networks/mixin.md#circles */
export const createMixinCircles = (options: MixinCirclesOptions): CircleSource => {
  const { client, reads, loaders, request, credential } = options

  /** Drops what has changed from this request and from the viewer's cache entries. */
  const drop = (own: Usable, { list = false, circleId, conversationIds = [] }: Changed): void => {
    const dropEach = (kind: Kinds, ids: readonly string[]): void => {
      if (ids.length === 0) return
      for (const id of ids) loaders[kind].clear(id)
      reads[kind].drop(ids, own)
    }
    dropEach('circles', list ? ['all'] : [])
    dropEach('circleContents', circleId === undefined ? [] : [circleId])
    dropEach('conversations', conversationIds)
  }

  /** Sends a write once. What it changes is dropped whatever comes of it: only the viewer has to read it again. */
  const write = async <Template extends string, Result>(
    endpoint: Endpoint<Template>,
    parameters: Parameters<Template>,
    body: unknown,
    changed: Changed,
    decode: (data: unknown) => Result,
  ): Promise<Result> => {
    const own = credential('write')
    try {
      return await client.call(endpoint, { context: request, credential: own, parameters, body, decode })
    } finally {
      drop(own, changed)
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
    create: (name) => write(endpoints.createCircle, {}, { name }, { list: true }, toCircle),
    rename: (id, name) => write(endpoints.renameCircle, { id }, { name }, { list: true }, toCircle),
    async delete(id) {
      const contents = reads.circleContents.last(id, credential('write')) ?? []
      const conversationIds = contents.map(({ upstreamId }) => upstreamId)
      const changed = { list: true, circleId: id, conversationIds }
      await write(endpoints.deleteCircle, { id }, undefined, changed, () => undefined)
    },
    change(id, action, conversationIds) {
      const rows = conversationIds.map((conversationId) => ({ conversation_id: conversationId, action }))
      const changed = { circleId: id, conversationIds }
      return write(endpoints.changeCircle, { id }, rows, changed, () => circleReference(id))
    },
  }
}
